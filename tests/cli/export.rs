use crate::sandbox::{Sandbox, repository};

#[test]
fn for_others_languages_and_texts_only() {
    let sandbox = Sandbox::new();
    std::fs::copy(repository("tests/fixtures/tmx/codes.tmx"), sandbox.path("codes.tmx")).unwrap();
    sandbox.tm(&["--db", "m.tmdb", "import", "codes.tmx"]);
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "export", "-"]), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE tmx SYSTEM "tmx14.dtd">
    <tmx version="1.4">
    <header creationtool="tm" creationtoolversion="1" segtype="sentence" o-tmf="tm" adminlang="en" srclang="fa" datatype="plaintext"/>
    <body>
    <tu>
    <tuv xml:lang="fa"><seg>به <bpt i="1" x="1"/>راهپیمایی<ept i="1"/> اول ماه مه بپیوندید.<ph x="2"/></seg></tuv>
    <tuv xml:lang="en"><seg>Join the May Day <bpt i="1" x="1"/>march<ept i="1"/>.<ph x="2"/></seg></tuv>
    </tu>
    <tu>
    <tuv xml:lang="fa"><seg><ph x="1"/>فراخوان عمومی</seg></tuv>
    <tuv xml:lang="de"><seg><ph x="1"/>Öffentlicher Aufruf</seg></tuv>
    </tu>
    <tu>
    <tuv xml:lang="fa"><seg>ما <bpt i="1" x="1"/>همه<ept i="1"/> با همیم!</seg></tuv>
    <tuv xml:lang="fr"><seg>Nous sommes <bpt i="1" x="1"/>tous<ept i="1"/> ensemble !</seg></tuv>
    </tu>
    <tu>
    <tuv xml:lang="fa"><seg>نان &amp; کار &lt;برای همه&gt;</seg></tuv>
    <tuv xml:lang="en-GB"><seg>Bread &amp; work &lt;for all&gt;</seg></tuv>
    </tu>
    </body>
    </tmx>
    ------- stderr -------
    4 units written to -.
    [exit 0]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "export", "-", "--full"]), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE tmx SYSTEM "tmx14.dtd">
    <tmx version="1.4">
    <header creationtool="tm" creationtoolversion="1" segtype="sentence" o-tmf="tm" adminlang="en" srclang="fa" datatype="plaintext"/>
    <body>
    <tu tuid="17" creationdate="20240501T081500Z" creationid="golnar" changedate="20240502T101010Z">
    <note>From the May Day leaflet</note>
    <prop type="x-project">may-day-2024</prop>
    <prop type="x-tm-origin">codes.tmx</prop>
    <tuv xml:lang="fa"><seg>به <bpt i="1" x="1" type="bold">&lt;b&gt;</bpt>راهپیمایی<ept i="1">&lt;/b&gt;</ept> اول ماه مه بپیوندید.<ph x="2">&lt;br/&gt;</ph></seg></tuv>
    <tuv xml:lang="en" creationid="omid"><seg>Join the May Day <bpt i="1" x="1" type="bold">&lt;strong&gt;</bpt>march<ept i="1">&lt;/strong&gt;</ept>.<ph x="2">&lt;br/&gt;</ph></seg></tuv>
    </tu>
    <tu>
    <prop type="x-tm-origin">codes.tmx</prop>
    <tuv xml:lang="fa"><seg><it pos="begin" x="1">{\b </it>فراخوان عمومی</seg></tuv>
    <tuv xml:lang="de"><seg><it pos="begin" x="1">{\b </it>Öffentlicher Aufruf</seg></tuv>
    </tu>
    <tu>
    <prop type="x-tm-origin">codes.tmx</prop>
    <tuv xml:lang="fa"><seg>ما <hi type="italic">همه</hi> با همیم!</seg></tuv>
    <tuv xml:lang="fr"><seg>Nous sommes <hi type="italic">tous</hi> ensemble !</seg></tuv>
    </tu>
    <tu>
    <prop type="x-context">page 3</prop>
    <prop type="x-tm-origin">codes.tmx</prop>
    <tuv xml:lang="fa"><note>title</note><seg>نان &amp; کار &lt;برای همه&gt;</seg></tuv>
    <tuv xml:lang="EN_gb"><seg>Bread &amp; work &lt;for all&gt;</seg></tuv>
    </tu>
    </body>
    </tmx>
    ------- stderr -------
    4 units written to -.
    This file holds everything: names, dates, notes, private units. Keep it to yourself.
    [exit 0]
    "#);
}

#[test]
fn only_the_languages_asked_for() {
    let sandbox = Sandbox::with_memory();
    insta::assert_snapshot!(sandbox.tm(&["export", "-", "-t", "de"]), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE tmx SYSTEM "tmx14.dtd">
    <tmx version="1.4">
    <header creationtool="tm" creationtoolversion="1" segtype="sentence" o-tmf="tm" adminlang="en" srclang="fa" datatype="plaintext"/>
    <body>
    <tu>
    <tuv xml:lang="fa"><seg>کارگران نیشکر هفت‌تپه دست به اعتصاب زدند.</seg></tuv>
    <tuv xml:lang="de"><seg>Die Zuckerrohrarbeiter von Haft Tappeh sind in den Streik getreten.</seg></tuv>
    </tu>
    </body>
    </tmx>
    ------- stderr -------
    1 unit written to -.
    [exit 0]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["export", "union.csv", "-t", "en,de"]), @"
    ------- stderr -------
    2 units written to union.csv.
    [exit 0]
    ");
    insta::assert_snapshot!(String::from_utf8(sandbox.read("union.csv")).unwrap(), @"
    fa,de,en
    دستمزدها سه ماه است پرداخت نشده است.,,Wages have not been paid for three months.
    کارگران نیشکر هفت‌تپه دست به اعتصاب زدند.,Die Zuckerrohrarbeiter von Haft Tappeh sind in den Streik getreten.,The sugarcane workers of Haft Tappeh went on strike.
    ");
    insta::assert_snapshot!(sandbox.tm(&["export", "-", "-t", "sv"]), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE tmx SYSTEM "tmx14.dtd">
    <tmx version="1.4">
    <header creationtool="tm" creationtoolversion="1" segtype="sentence" o-tmf="tm" adminlang="en" srclang="fa" datatype="plaintext"/>
    <body>
    </body>
    </tmx>
    ------- stderr -------
    0 units written to -.
    [exit 1]
    "#);
}

#[test]
fn what_cannot_be_written_is_said() {
    let sandbox = Sandbox::with_memory();
    insta::assert_snapshot!(sandbox.tm(&["export", "union.pdf"]), @"
    ------- stderr -------
    error: cannot tell what to write to union.pdf
      caused by: its name ends in none of .tmx, .csv and .jsonl
      hint: give --format tmx, csv or jsonl
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["export", "no/such/folder/union.tmx"]), @"
    ------- stderr -------
    error: cannot write no/such/folder/union.tmx
      caused by: there is no such folder
      hint: make the folder first, or choose another
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["export", "home", "--format", "tmx"]), @"
    ------- stderr -------
    error: cannot write home
      caused by: it is a folder
      hint: name a file in it, such as union.tmx
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["export", "all.csv", "--full"]), @"
    ------- stderr -------
    error: --full does not go with CSV
      hint: give --format tmx or --format jsonl
    [exit 2]
    ");
}

#[test]
fn a_failed_export_leaves_the_old_file() {
    let sandbox = Sandbox::with_memory();
    sandbox.file("union.tmx", "the old one");
    sandbox.file("not-a-store.tmdb", "text");
    assert_eq!(sandbox.code(&["--db", "not-a-store.tmdb", "export", "union.tmx"]), 2);
    assert_eq!(sandbox.read("union.tmx"), b"the old one");
    assert_eq!(sandbox.code(&["export", "union.tmx"]), 0);
    assert!(sandbox.read("union.tmx").starts_with(b"<?xml"));
}

/// A device is written straight through: nothing could be renamed over it.
#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_one_clear_error() {
    let sandbox = Sandbox::with_memory();
    insta::assert_snapshot!(sandbox.tm(&["export", "/dev/full", "--format", "tmx"]), @"
    ------- stderr -------
    error: cannot write /dev/full
      caused by: the disk is full
      hint: free some space and run the same command again
    [exit 2]
    ");
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_appended_to_is_not_replaced() {
    let sandbox = Sandbox::with_memory();
    sandbox.file("all.jsonl", "first\n");
    let all = std::fs::OpenOptions::new().append(true).open(sandbox.path("all.jsonl")).unwrap();
    let mut command = sandbox.command(&["export", "/dev/stdout", "--format", "jsonl", "-q"]);
    assert!(command.stdout(all).status().unwrap().success());
    let text = String::from_utf8(sandbox.read("all.jsonl")).unwrap();
    assert!(text.starts_with("first\n{") && text.lines().count() == 3, "{text}");
}
