use proptest::prelude::*;
use tm::lang::Lang;
use tm::sensitive::names::{Entry, Names};
use tm::store::{MemoryStore, Sighting, TxInfo, UnitWriter};
use tm::unit::{Unit, Variant};
use workbench::args::ExportFormat;
use workbench::jobs::export::{Request, export};
use workbench::jobs::selection::Selection;
use workbench::ui::progress::Progress;

use crate::sandbox::Sandbox;

fn with(pairs: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.tm(&["init", "-q"]);
    sandbox.file("pairs.tsv", format!("fa\ten\n{pairs}"));
    sandbox.tm(&["import", "-q", "pairs.tsv"]);
    sandbox
}

#[test]
fn names_are_added_listed_and_removed_in_any_spelling() {
    let sandbox = Sandbox::with_memory();
    insta::assert_snapshot!(sandbox.tm(&["holdback", "list"]), @"
    ------- stderr -------
    0 names held back.
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["holdback", "add", "رضا کامیاب", "--as", "fa=سپیدار", "--as", "en=Sepidar"]), @"
    رضا کامیاب
        as en
          Sepidar
        as fa
          سپیدار
    ------- stderr -------
    Held back from every export. The list stays in this memory; tm holdback remove takes the name off it (tm undo does not).
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["holdback", "add", "رضا كامياب", "--in", "ru=Реза Камьяб", "--except", "Reza Kamyabian", "--parts"]), @"
    رضا کامیاب
        as en
          Sepidar
        as fa
          سپیدار
        also ru
          Реза Камьяб
        except
          Reza Kamyabian
        each part too
    ------- stderr -------
    The entry was changed. The list stays in this memory; tm holdback remove takes the name off it (tm undo does not).
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["holdback", "list", "--json"]), @r#"
    {"v":1,"name":"رضا کامیاب","as":{"en":["Sepidar"],"fa":["سپیدار"]},"in":{"ru":["Реза Камьяб"]},"except":["Reza Kamyabian"],"parts":true}
    ------- stderr -------
    1 name held back.
    [exit 0]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["holdback", "remove", "رضا\u{200C}كامیاب"]), @"
    رضا کامیاب
        as en
          Sepidar
        as fa
          سپیدار
        also ru
          Реза Камьяб
        except
          Reza Kamyabian
        each part too
    ------- stderr -------
    No longer held back; tm holdback add puts the name on the list again.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["holdback", "remove", "رضا کامیاب"]), @"
    ------- stderr -------
    error: this name is not on the hold-back list
      hint: tm holdback list shows the names
    [exit 2]
    ");
}

#[test]
fn what_cannot_be_held_back_is_said() {
    let sandbox = Sandbox::with_memory();
    insta::assert_snapshot!(sandbox.tm(&["holdback", "add", "او"]), @r#"
    ------- stderr -------
    error: cannot hold this name back
      caused by: "او" has too few letters, or too many, to be looked for
      hint: give the whole name, given name and family name
    [exit 2]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["holdback", "add", "رضا کامیاب", "--as", "Kamjab"]), @r#"
    ------- stderr -------
    error: the pseudonym "Kamjab" would give a name away
      caused by: it holds a name of the hold-back list or a part of one
      hint: choose another, or leave --as out and let one be invented
    [exit 2]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["holdback", "add", "رضا کامیاب", "--in", "Reza"]), @r#"
    ------- stderr -------
    error: --in: "Reza" names no language
      hint: write it as --in en="Reza Kamyab"
    [exit 2]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["holdback", "list"]), @"
    ------- stderr -------
    0 names held back.
    [exit 1]
    ");
    sandbox.tm(&["holdback", "add", "رضا کامیاب", "--as", "Nasim"]);
    insta::assert_snapshot!(sandbox.tm(&["holdback", "add", "سارا شهابی", "--as", "nasim"]), @r#"
    ------- stderr -------
    error: cannot use the pseudonym "nasim"
      caused by: another name on the list has it, or it has no letter
      hint: choose another, or leave --as out and let one be invented
    [exit 2]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["holdback", "add", "Omid Sadeghi", "--as", "Baran"]), @"
    Omid Sadeghi
        as en
          Baran
        as fa
          Baran
    ------- stderr -------
    Held back from every export. The list stays in this memory; tm holdback remove takes the name off it (tm undo does not).
    Persian texts are not searched for it yet: give the Persian name too, --in fa=NAME.
    [exit 0]
    ");
}

#[test]
fn an_invented_name_is_always_the_same_in_one_memory() {
    let sandbox = Sandbox::with_memory();
    let first = sandbox.tm(&["holdback", "add", "رضا کامیاب", "--json", "-q"]);
    sandbox.tm(&["holdback", "remove", "رضا کامیاب"]);
    assert_eq!(sandbox.tm(&["holdback", "add", "رضا کامیاب", "--json", "-q"]), first);
    assert!(!first.to_lowercase().contains("kamyab"), "{first}");
}

#[test]
fn pseudonyms_leave_in_every_format_and_twins_leave_once() {
    let sandbox = with(
        "رضا کامیاب\u{200C}را دیروز بردند.\tThey took Reza Kamyab away yesterday.\n\
         رضا كامياب\u{200C}را دیروز بردند.\tThey took Resa Kamjab away yesterday.\n\
         خانوادهٔ رضا کامیاب بیانیه داد.\tReza Kamyab\u{2019}s family made a statement.\n\
         آب و نان و آزادی\tWater, bread and freedom\n",
    );
    sandbox.tm(&["holdback", "add", "-q", "رضا کامیاب", "--as", "fa=سپیدار", "--as", "en=Sepidar"]);
    insta::assert_snapshot!(sandbox.tm(&["export", "-", "--format", "csv"]), @r#"
    fa,en
    آب و نان و آزادی,"Water, bread and freedom"
    خانوادهٔ سپیدار بیانیه داد.,Sepidar’s family made a statement.
    سپیدار‌را دیروز بردند.,They took Sepidar away yesterday.
    ------- stderr -------
    3 units written to -. Pseudonyms stand in 2 of them.
    [exit 0]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["export", "-", "--format", "jsonl"]), @r#"
    {"v":1,"en":"Water, bread and freedom","fa":"آب و نان و آزادی"}
    {"v":1,"en":"Sepidar’s family made a statement.","fa":"خانوادهٔ سپیدار بیانیه داد."}
    {"v":1,"en":"They took Sepidar away yesterday.","fa":"سپیدار‌را دیروز بردند."}
    ------- stderr -------
    3 units written to -. Pseudonyms stand in 2 of them.
    [exit 0]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["export", "-"]), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE tmx SYSTEM "tmx14.dtd">
    <tmx version="1.4">
    <header creationtool="tm" creationtoolversion="1" segtype="sentence" o-tmf="tm" adminlang="en" srclang="fa" datatype="plaintext"/>
    <body>
    <tu>
    <tuv xml:lang="fa"><seg>آب و نان و آزادی</seg></tuv>
    <tuv xml:lang="en"><seg>Water, bread and freedom</seg></tuv>
    </tu>
    <tu>
    <tuv xml:lang="fa"><seg>خانوادهٔ سپیدار بیانیه داد.</seg></tuv>
    <tuv xml:lang="en"><seg>Sepidar’s family made a statement.</seg></tuv>
    </tu>
    <tu>
    <tuv xml:lang="fa"><seg>سپیدار‌را دیروز بردند.</seg></tuv>
    <tuv xml:lang="en"><seg>They took Sepidar away yesterday.</seg></tuv>
    </tu>
    </body>
    </tmx>
    ------- stderr -------
    3 units written to -. Pseudonyms stand in 2 of them.
    [exit 0]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["export", "own.tmx", "--full"]), @"
    ------- stderr -------
    4 units written to own.tmx.
    This file holds everything: names, dates, notes, private units. Keep it to yourself.
    Held-back names stand in it as they are, and the hold-back list is not part of it.
    [exit 0]
    ");
    let own = String::from_utf8(sandbox.read("own.tmx")).unwrap();
    assert!(own.contains("Reza Kamyab") && !own.contains("Sepidar"));
    assert!(!String::from_utf8_lossy(&sandbox.read("own.tmx")).contains("holdback"));
}

#[test]
fn an_export_that_gives_a_name_away_is_refused_as_a_whole() {
    let sandbox = with(
        "رضا کامیاب کجاست؟\tWhere is he?\n\
         او را آزاد کنید\tFree Reza Kamyab\n\
         رضا کامیاب\tReza Kamyabian\n\
         آب و نان\tWater and bread\n",
    );
    sandbox.file("out.jsonl", "as it was\n");
    sandbox.tm(&["holdback", "add", "-q", "رضا کامیاب"]);
    insta::assert_snapshot!(sandbox.tm(&["export", "out.jsonl"]), @"
    ------- stderr -------
    error: 3 units cannot leave: a held-back name would be given away
      caused by: unit c4b2e753a835, en: the name is in another language of it and not found here
        رضا کامیاب
        Where is he?
      caused by: unit 7ef40ebf9cb5, fa: the name is in another language of it and not found here
        رضا کامیاب
        او را آزاد کنید
      caused by: unit 41ecd45435e4, en: this may be the name or something else
        رضا کامیاب
        Reza Kamyabian
      hint: name the spelling (tm holdback add NAME --in LANG=TEXT) or what is not meant (--except TEXT), or keep the unit here: tm mark private --unit c4b2e753a835; nothing was written
    [exit 2]
    ");
    assert_eq!(sandbox.read("out.jsonl"), b"as it was\n");
    assert_eq!(sandbox.output(&["export", "-", "--format", "csv"]).stdout, b"");
    for text in ["کجاست", "آزاد کنید"] {
        sandbox.tm(&["mark", "private", "--match", text]);
    }
    sandbox.tm(&["holdback", "add", "-q", "رضا کامیاب", "--in", "en=Reza Kamyabian"]);
    assert_eq!(sandbox.code(&["export", "out.jsonl"]), 0);
    let out = String::from_utf8(sandbox.read("out.jsonl")).unwrap();
    assert!(out.lines().count() == 2 && !out.contains("Kamyab") && !out.contains("کامیاب"), "{out}");
}

#[test]
fn a_part_that_leaves_alone_is_said_and_can_be_held_back() {
    let sandbox = with("کامیاب آزاد شد.\tKamyab is free.\n");
    sandbox.tm(&["holdback", "add", "-q", "رضا کامیاب", "--as", "fa=سپیدار", "--as", "en=Sepidar"]);
    insta::assert_snapshot!(sandbox.tm(&["export", "-", "--format", "csv"]), @"
    fa,en
    کامیاب آزاد شد.,Kamyab is free.
    ------- stderr -------
    1 unit written to -.
    1 unit with a part of a held-back name alone: tm scan shows where, tm holdback add --parts holds parts back.
    [exit 0]
    ");
    sandbox.tm(&["holdback", "add", "-q", "رضا کامیاب", "--parts"]);
    insta::assert_snapshot!(sandbox.tm(&["export", "-", "--format", "csv"]), @"
    fa,en
    سپیدار آزاد شد.,Sepidar is free.
    ------- stderr -------
    1 unit written to -. Pseudonyms stand in 1 of them.
    [exit 0]
    ");
}

#[test]
fn the_list_is_not_merged_into_another_memory() {
    let sandbox = Sandbox::with_memory();
    sandbox.tm(&["holdback", "add", "رضا کامیاب"]);
    sandbox.tm(&["--db", "other.tmdb", "import", "-q", "memory.tmdb"]);
    assert_eq!(sandbox.code(&["--db", "other.tmdb", "holdback", "list"]), 1);
}

fn exported(sentences: &[(String, String)], names: &Names, format: ExportFormat) -> String {
    let mut store = MemoryStore::new();
    store.begin(&TxInfo { day: "2026-05-01".into(), command: "add".into(), origin: String::new() }).unwrap();
    for (fa, en) in sentences {
        let variant = |tag: &str, text: &str| Variant::plain(Lang::parse(tag).unwrap(), text);
        let unit = Unit::new(vec![variant("fa", fa), variant("en", en)]).unwrap();
        store.add(&unit, &Sighting { label: "x".into(), detail: Vec::new() }, false).unwrap();
    }
    store.commit().unwrap();
    let request = Request {
        hub: Lang::persian(),
        targets: Vec::new(),
        selection: Selection::default(),
        names: names.clone(),
        full: false,
        format,
    };
    let mut bytes = Vec::new();
    export(&store, &request, &mut bytes, &Progress::unseen()).unwrap();
    String::from_utf8(bytes).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_name_survives_an_export_and_the_order_of_entry_does_not_show(
        rows in prop::collection::vec((0usize..5, 0usize..5, 0usize..4, 0usize..6), 1..8),
        shift in 0usize..8,
    ) {
        let lang = |tag: &str| Lang::parse(tag).unwrap();
        let entry = |name: &str, fa: &str, en: &str| Entry {
            name: name.into(),
            pseudonyms: vec![(lang("fa"), fa.into()), (lang("en"), en.into())],
            ..Entry::default()
        };
        let names = Names::new(vec![entry("رضا کامیاب", "سپیدار", "Sepidar"), entry("سارا شهابی", "بلوط", "Balut")]);
        let persian = [
            ["رضا کامیاب", "رضا\u{200C}كامياب", "رِضا کامیابرا", "#رضا_کامیاب", "رضاکامیاب\u{200C}ها"],
            ["سارا شهابی", "سارای شهابي", "ساراشهابی", "ســارا شهابی", "سارا\u{A0}شهابى"],
        ];
        let latin = [["Reza Kamyab", "Resa Kamjab\u{2019}s", "REZA KAMYAB", "Kamyab, Reza"], ["Sara Shahabi", "Sarah Schahabi", "Sara-Chahabi", "sara_shahaby"]];
        let frames = ["در معدن بود", "، کارگر،", "آزاد باید گردد!", "۱۲ سال دارد", "", "و یارانش"];
        let sentences: Vec<(String, String)> = rows.iter().map(|(fa, fb, en, frame)| {
            let who = (fa + fb) % 2;
            (format!("{} {}", persian[who][*fa], frames[*frame]), format!("{} {frame}", latin[who][*en]))
        }).collect();
        let mut turned = sentences.clone();
        turned.rotate_left(shift % sentences.len());
        for format in [ExportFormat::Tmx, ExportFormat::Csv, ExportFormat::Jsonl] {
            let out = exported(&sentences, &names, format);
            prop_assert_eq!(&out, &exported(&turned, &names, format));
            for line in out.lines() {
                prop_assert!(names.find(line).is_empty(), "{}", line);
            }
            let plain = out.to_lowercase();
            for word in ["kamyab", "kamjab", "shahab", "schahab", "chahab", "کامیاب", "كامياب", "شهابی"] {
                prop_assert!(!plain.contains(word), "{}", out);
            }
            let mut lines: Vec<&str> = out.lines().filter(|l| !l.contains("tu>") ).collect();
            let count = lines.len();
            lines.sort_unstable();
            lines.dedup();
            prop_assert!(format != ExportFormat::Jsonl || lines.len() == count, "{}", out);
        }
    }
}

#[test]
fn languages_that_stay_here_tell_whom_the_others_speak_of() {
    let sandbox = Sandbox::new();
    sandbox.file("unit.tsv", "fa\tru\ten\nسارا کامیاب آمد\tСара Камяб пришла\tshe came\n");
    sandbox.tm(&["--db", "m.tmdb", "import", "unit.tsv"]);
    sandbox.tm(&["--db", "m.tmdb", "holdback", "add", "سارا کامیاب"]);
    assert_eq!(sandbox.code(&["--db", "m.tmdb", "export", "-", "-s", "ru", "-t", "en"]), 2);
}
