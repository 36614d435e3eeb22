use crate::sandbox::Sandbox;

#[test]
fn a_new_memory_and_its_settings() {
    let sandbox = Sandbox::new();
    let said = sandbox.tm(&["init", "--name", "Solidarity translators", "--me", "golnar", "-t", "en,de"]);
    insta::assert_snapshot!(said, @"
    ------- stderr -------
    Created tm.toml and memory.tmdb here.
    Next: tm import old-bulletins.tmx     or     tm glossary import terms.tsv
    [exit 0]
    ");
    insta::assert_snapshot!(String::from_utf8(sandbox.read("tm.toml")).unwrap(), @r#"
    name = "Solidarity translators"
    me = "golnar"
    source = "fa"
    target = ["en", "de"]
    db = "memory.tmdb"
    "#);
    insta::assert_snapshot!(sandbox.tm(&["config"]), @"
    db      [HERE]/memory.tmdb   from [HERE]/tm.toml
    source  fa   from [HERE]/tm.toml
    target  en,de   from [HERE]/tm.toml
    bidi    auto   from default
    name    Solidarity translators   from [HERE]/tm.toml
    me      golnar   from [HERE]/tm.toml
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["init"]), @"
    ------- stderr -------
    error: [HERE]/tm.toml is there already
      hint: tm config shows what it says; remove it to start anew
    [exit 2]
    ");
}

#[test]
fn the_starter_data_can_be_ones_own() {
    let sandbox = Sandbox::new();
    insta::assert_snapshot!(sandbox.tm(&["init", "--starter"]), @"
    ------- stderr -------
    Created tm.toml and memory.tmdb here.
    Copied 316 starter units and 925 terms.
    Next: tm import old-bulletins.tmx     or     tm glossary import terms.tsv
    [exit 0]
    ");
    let found =
        sandbox.tm(&["suggest", "زنده باد همبستگی بین\u{200C}المللی کارگران!", "-t", "en", "--limit", "1"]);
    assert!(found.ends_with("[exit 0]"), "{found}");
}

#[test]
fn a_named_memory_is_made_without_settings() {
    let sandbox = Sandbox::new();
    insta::assert_snapshot!(sandbox.tm(&["--db", "a/b.tmdb", "init"]), @"
    ------- stderr -------
    Created the memory a/b.tmdb.
    Next: tm import old-bulletins.tmx     or     tm glossary import terms.tsv
    [exit 0]
    ");
    assert!(!sandbox.path("tm.toml").exists());
    insta::assert_snapshot!(sandbox.tm(&["--db", "a/b.tmdb", "init"]), @"
    ------- stderr -------
    error: the memory a/b.tmdb is there already
      hint: use it as it is; tm init --starter adds the starter data to it
    [exit 2]
    ");
}

#[test]
fn settings_are_found_from_a_folder_below() {
    let sandbox = Sandbox::with_memory();
    std::fs::create_dir_all(sandbox.path("x/y")).unwrap();
    let output =
        sandbox.command(&["find", "اعتصاب", "-q"]).current_dir(sandbox.path("x/y")).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn every_value_says_where_it_comes_from() {
    let sandbox = Sandbox::with_memory();
    let output =
        sandbox.command(&["config", "-t", "sv"]).env("TM_DB", "other.tmdb").env("TM_PAIR", "de:fr").output();
    insta::assert_snapshot!(String::from_utf8(output.unwrap().stdout).unwrap(), @"
    db      other.tmdb (not there)   from $TM_DB
    source  de   from $TM_PAIR
    target  sv   from -t
    bidi    auto   from default
    ");
}
