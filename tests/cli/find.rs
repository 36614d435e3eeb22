use crate::sandbox::Sandbox;

#[test]
fn nothing_to_look_for() {
    let sandbox = Sandbox::with_memory();
    insta::assert_snapshot!(sandbox.tm(&["find", ""]), @r#"
    ------- stderr -------
    error: TEXT is empty
      hint: give what to look for, such as tm find "صندوق اعتصاب"
    [exit 2]
    "#);
    assert_eq!(sandbox.code(&["find", " \u{200C}"]), 2);
    assert_eq!(sandbox.code(&["find", "", "--exact"]), 2);
    assert_eq!(sandbox.code(&["find", "  ", "--exact"]), 1);
}

#[test]
fn on_both_sides_whatever_the_spelling() {
    let sandbox = Sandbox::with_memory();
    insta::assert_snapshot!(sandbox.tm(&["find", "هفت تپه", "-t", "en"]), @"
    [1]  draft  [TODAY]  pairs.tsv
        کارگران نیشکر هفت‌تپه دست به اعتصاب زدند.
        The sugarcane workers of Haft Tappeh went on strike.

    ------- stderr -------
    1 unit.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["find", "haft tappeh", "--in", "target", "--json", "-t", "en"]), @r#"
    {"v":1,"n":1,"unit":"4e241c2e9c2ac7d35b192025965a0493","variants":[{"lang":"en","text":"The sugarcane workers of Haft Tappeh went on strike.","at":[[25,36]]},{"lang":"fa","text":"کارگران نیشکر هفت‌تپه دست به اعتصاب زدند.","at":[]}],"status":"draft","origin":"pairs.tsv","date":"[TODAY]","count":{"units":1,"exact":true},"renderings":[{"from":"en","to":"fa","pairs":1,"counted":[]}]}
    ------- stderr -------
    1 unit.
    [exit 0]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["find", "haft", "--in", "source"]), @"
    ------- stderr -------
    0 units.
    [exit 1]
    ");
}

#[test]
fn exactly_or_as_whole_words() {
    let sandbox = Sandbox::with_memory();
    assert_eq!(sandbox.code(&["find", "كارگران"]), 0);
    assert_eq!(sandbox.code(&["find", "كارگران", "--exact"]), 1);
    assert_eq!(sandbox.code(&["find", "کارگر"]), 0);
    assert_eq!(sandbox.code(&["find", "کارگر", "--word"]), 1);
    assert_eq!(sandbox.code(&["concordance", "اعتصاب", "--word"]), 0);
}

#[test]
fn the_limit_is_said() {
    let sandbox = Sandbox::with_memory();
    insta::assert_snapshot!(sandbox.tm(&["find", "است", "--limit", "0"]), @"
    ------- stderr -------
    1 unit, 0 shown (--limit 1 shows all).
    [exit 0]
    ");
    // A mark has no rendering, and is counted all the same.
    insta::assert_snapshot!(sandbox.tm(&["find", ".", "--limit", "0", "--json"]), @r#"
    {"v":1,"count":{"units":2,"exact":true},"renderings":[]}
    ------- stderr -------
    2 units, 0 shown (--limit 2 shows all).
    [exit 0]
    "#);
}

#[test]
fn renderings_are_marked_and_counted() {
    let sandbox = Sandbox::with_young_memory();
    insta::assert_snapshot!(sandbox.tm(&["find", "صندوق اعتصاب", "--limit", "2"]), @"
    [1]  draft  [TODAY]  young.tsv
        صندوق اعتصاب از خانواده‌ها حمایت می‌کند.
        The [strike fund] supports the families.

    [2]  draft  [TODAY]  young.tsv
        هر عضو به صندوق اعتصاب پول می‌دهد.
        Every member pays into the [strike fund].

    3 pairs; renderings: strike fund 3
    ------- stderr -------
    3 units, 2 shown (--limit 3 shows all).
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["find", "strike fund", "--in", "target", "--limit", "1", "--json"]), @r#"
    {"v":1,"n":1,"unit":"ca585a8b687a73482b982e9f3ab71d0a","variants":[{"lang":"en","text":"The strike fund supports the families.","at":[[4,15]]},{"lang":"fa","text":"صندوق اعتصاب از خانواده‌ها حمایت می‌کند.","at":[],"rendering":{"text":"صندوق اعتصاب","at":[0,12],"confidence":0.82}}],"status":"draft","origin":"young.tsv","date":"[TODAY]","count":{"units":3,"exact":true},"renderings":[{"from":"en","to":"fa","pairs":3,"counted":[{"text":"صندوق اعتصاب","count":3,"confidence":0.82}]}]}
    ------- stderr -------
    3 units, 1 shown (--limit 3 shows all).
    [exit 0]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["find", "صندوق اعتصاب", "--limit", "0", "--json"]), @r#"
    {"v":1,"count":{"units":3,"exact":true},"renderings":[{"from":"fa","to":"en","pairs":3,"counted":[{"text":"strike fund","count":3,"confidence":0.82}]}]}
    ------- stderr -------
    3 units, 0 shown (--limit 3 shows all).
    [exit 0]
    "#);
}
