use crate::sandbox::Sandbox;

#[test]
fn a_document_without_text_is_told_and_not_counted() {
    let sandbox = Sandbox::with_memory();
    sandbox.file("empty.txt", "");
    sandbox.file("short.txt", "دستمزدها سه ماه است پرداخت نشده است.");
    insta::assert_snapshot!(sandbox.tm(&["stats", "empty.txt", "-t", "en"]), @"
    ------- stderr -------
    There is no text in empty.txt. Is it the right one? A document of another kind has to be saved as plain text (.txt).
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["stats", "empty.txt", "short.txt", "-t", "en"]), @"
    short.txt
    fa to en: 1 segment, 7 words, 36 characters
                    segments       words
      in context           0           0    0 %
      100 %                1           7  100 %  ████████████████████████████████
      numbers only         0           0    0 %
      repetitions          0           0    0 %
      95–99 %              0           0    0 %
      85–94 %              0           0    0 %
      75–84 %              0           0    0 %
      50–74 %              0           0    0 %
      new                  0           0    0 %

    all 2 files
    fa to en: 1 segment, 7 words, 36 characters
                    segments       words
      in context           0           0    0 %
      100 %                1           7  100 %  ████████████████████████████████
      numbers only         0           0    0 %
      repetitions          0           0    0 %
      95–99 %              0           0    0 %
      85–94 %              0           0    0 %
      75–84 %              0           0    0 %
      50–74 %              0           0    0 %
      new                  0           0    0 %

    ------- stderr -------
    There is no text in empty.txt. Is it the right one? A document of another kind has to be saved as plain text (.txt).
    [exit 0]
    ");
    assert_eq!(
        sandbox.tm(&["stats", "empty.txt", "short.txt", "-t", "en", "--json"]).matches("\"file\"").count(),
        3
    );
}

#[test]
fn what_stood_before_is_a_repetition_or_told_beside_its_class() {
    let sandbox = Sandbox::with_memory();
    let known = "دستمزدها سه ماه است پرداخت نشده است.";
    let lines = [known, "هوا امروز آفتابی است.", "۱۲ - ۱۴", known, "هوا امروز آفتابی است.", known, "۱۲ - ۱۴"];
    sandbox.file("a.txt", lines.join("\n"));
    insta::assert_snapshot!(sandbox.tm(&["stats", "a.txt", "--lines", "-t", "en"]), @"
    a.txt
    fa to en: 7 segments, 33 words, 164 characters
                    segments       words
      in context           0           0    0 %
      100 %                3          21   64 %  ████████████████████▎
      numbers only         2           4   12 %  ███▉
      repetitions          1           4   12 %  ███▉
      95–99 %              0           0    0 %
      85–94 %              0           0    0 %
      75–84 %              0           0    0 %
      50–74 %              0           0    0 %
      new                  1           4   12 %  ███▉
      stood before too, counted in a better class: 3 segments (16 words)

    [exit 0]
    ");
    let told =
        sandbox.tm(&["suggest", "a.txt", "--lines", "-t", "en", "--json"]).matches("\"same_as\"").count();
    let counted = sandbox.tm(&["stats", "a.txt", "--lines", "-t", "en", "--json"]);
    let object: serde_json::Value = serde_json::from_str(counted.lines().next().unwrap()).unwrap();
    let repetitions = &object["targets"][0]["repetitions"];
    let sum = ["inside", "across", "known"].map(|of| repetitions[of]["segments"].as_u64().unwrap());
    assert_eq!((sum, told), ([1, 0, 3], 4), "{repetitions}");
}

#[test]
fn a_memory_counted() {
    let sandbox = Sandbox::with_memory();
    sandbox.tm(&["add", "نان", "bread", "-t", "en"]);
    sandbox.tm(&["add", "آب", "water", "-t", "en"]);
    sandbox.tm(&["remove", "آب", "water"]);
    sandbox.tm(&["glossary", "add", "شورا", "council", "-t", "en"]);
    insta::assert_snapshot!(sandbox.tm(&["stats"]), @"
    units                 3
      fa-de-en            1
      fa-en               2
      draft               3
      private             0
    entered       [TODAY] to [TODAY]
    de                    1 texts           10 words            67 characters
    en                    3 texts           18 words            99 characters
    fa                    3 texts           15 words            80 characters
    from                  2  pairs.tsv
    from                  1  added by hand
    concepts              1
    writes                5
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["stats", "-t", "de", "--json"]), @r#"
    {"v":1,"units":1,"private":0,"pairs":{"fa-de-en":1},"status":{"draft":1},"origins":[{"origin":"pairs.tsv","units":1}],"origin_count":1,"languages":{"de":{"texts":1,"words":10,"characters":67},"en":{"texts":1,"words":9,"characters":52},"fa":{"texts":1,"words":7,"characters":41}},"first":"[TODAY]","last":"[TODAY]","concepts":1,"writes":5}
    [exit 0]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["stats", "--status", "rejected"]), @"
    units                 0
      private             0
    concepts              1
    writes                5
    [exit 1]
    ");
}

const STATEMENT: &str = "کارگران نیشکر هفت تپه دست به اعتصاب زدند.\n\
    دستمزدها چهار ماه است پرداخت نشده است.\n\
    شورای ما هر هفته جلسهٔ عمومی دارد.\n\
    شورای ما هر ماه جلسهٔ عمومی دارد.\n\
    دستمزدها سه ماه است پرداخت نشده است!\n\
    ۱۴۰۳/۰۲/۱۱\n\
    شوراي ما هر هفته جلسه‌ی عمومی دارد.\n";
const LEAFLET: &str = "شورای ما هر هفته جلسهٔ عمومی دارد.\nنان گران شد و سفره\u{200C}ها خالی ماند.\n";

fn with_documents() -> Sandbox {
    let sandbox = Sandbox::with_memory();
    sandbox.tm(&["glossary", "add", "شورا", "council", "-t", "en"]);
    sandbox.file("بیانیه.txt", STATEMENT);
    sandbox.file("leaflet.txt", LEAFLET);
    sandbox
}

#[test]
fn documents_measured_against_the_memory() {
    let sandbox = with_documents();
    let args = ["stats", "بیانیه.txt", "leaflet.txt", "--lines", "-t", "en"];
    insta::assert_snapshot!(sandbox.tm(&args), @"
    بیانیه.txt
    fa to en: 7 segments, 44 words, 227 characters
                    segments       words
      in context           0           0    0 %
      100 %                1           8   18 %  █████▊
      numbers only         1           1    2 %  ▋
      repetitions          1           7   16 %  █████
      95–99 %              2          14   32 %  ██████████▏
      85–94 %              0           0    0 %
      75–84 %              0           0    0 %
      50–74 %              0           0    0 %
      new                  2          14   32 %  ██████████▏
      earlier segments, once translated, will serve 1 segment (7 words) better:
        75–84 % 1
      glossary: 1 of 1 concepts, in 3 of 7 segments and 3 of 44 words

    leaflet.txt
    fa to en: 2 segments, 14 words, 66 characters
                    segments       words
      in context           0           0    0 %
      100 %                0           0    0 %
      numbers only         0           0    0 %
      repetitions          1           7   50 %  ████████████████
      95–99 %              0           0    0 %
      85–94 %              0           0    0 %
      75–84 %              0           0    0 %
      50–74 %              0           0    0 %
      new                  1           7   50 %  ████████████████
      repetitions: 0 inside the file, 1 of earlier files
      glossary: 1 of 1 concepts, in 1 of 2 segments and 1 of 14 words

    all 2 files
    fa to en: 9 segments, 58 words, 293 characters
                    segments       words
      in context           0           0    0 %
      100 %                1           8   14 %  ████▍
      numbers only         1           1    2 %  ▌
      repetitions          2          14   24 %  ███████▋
      95–99 %              2          14   24 %  ███████▋
      85–94 %              0           0    0 %
      75–84 %              0           0    0 %
      50–74 %              0           0    0 %
      new                  3          21   36 %  ███████████▌
      repetitions: 1 inside the file, 1 of earlier files
      earlier segments, once translated, will serve 1 segment (7 words) better:
        75–84 % 1
      glossary: 1 of 1 concepts, in 4 of 9 segments and 4 of 58 words

    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["stats", "leaflet.txt", "-t", "en", "--lines", "--json"]), @r#"
    {"v":1,"file":"leaflet.txt","total":false,"source":"fa","segments":2,"words":14,"characters":66,"targets":[{"lang":"en","bands":{"in-context":{"segments":0,"words":0,"characters":0},"100":{"segments":0,"words":0,"characters":0},"untranslatable":{"segments":0,"words":0,"characters":0},"repetition":{"segments":0,"words":0,"characters":0},"95-99":{"segments":0,"words":0,"characters":0},"85-94":{"segments":0,"words":0,"characters":0},"75-84":{"segments":0,"words":0,"characters":0},"50-74":{"segments":0,"words":0,"characters":0},"new":{"segments":2,"words":14,"characters":66}},"matches":{"in-context":{"segments":0,"words":0,"characters":0},"100":{"segments":0,"words":0,"characters":0},"95-99":{"segments":0,"words":0,"characters":0},"85-94":{"segments":0,"words":0,"characters":0},"75-84":{"segments":0,"words":0,"characters":0},"50-74":{"segments":0,"words":0,"characters":0},"new":{"segments":2,"words":14,"characters":66}},"repetitions":{"inside":{"segments":0,"words":0,"characters":0},"across":{"segments":0,"words":0,"characters":0},"known":{"segments":0,"words":0,"characters":0}},"in_order":{"95-99":{"segments":0,"words":0,"characters":0},"85-94":{"segments":0,"words":0,"characters":0},"75-84":{"segments":0,"words":0,"characters":0},"50-74":{"segments":0,"words":0,"characters":0}},"terms":{"known":1,"concepts":1,"terms":1,"occurrences":1,"segments":1,"words":1}}]}
    {"v":1,"file":null,"total":true,"source":"fa","segments":2,"words":14,"characters":66,"targets":[{"lang":"en","bands":{"in-context":{"segments":0,"words":0,"characters":0},"100":{"segments":0,"words":0,"characters":0},"untranslatable":{"segments":0,"words":0,"characters":0},"repetition":{"segments":0,"words":0,"characters":0},"95-99":{"segments":0,"words":0,"characters":0},"85-94":{"segments":0,"words":0,"characters":0},"75-84":{"segments":0,"words":0,"characters":0},"50-74":{"segments":0,"words":0,"characters":0},"new":{"segments":2,"words":14,"characters":66}},"matches":{"in-context":{"segments":0,"words":0,"characters":0},"100":{"segments":0,"words":0,"characters":0},"95-99":{"segments":0,"words":0,"characters":0},"85-94":{"segments":0,"words":0,"characters":0},"75-84":{"segments":0,"words":0,"characters":0},"50-74":{"segments":0,"words":0,"characters":0},"new":{"segments":2,"words":14,"characters":66}},"repetitions":{"inside":{"segments":0,"words":0,"characters":0},"across":{"segments":0,"words":0,"characters":0},"known":{"segments":0,"words":0,"characters":0}},"in_order":{"95-99":{"segments":0,"words":0,"characters":0},"85-94":{"segments":0,"words":0,"characters":0},"75-84":{"segments":0,"words":0,"characters":0},"50-74":{"segments":0,"words":0,"characters":0}},"terms":{"known":1,"concepts":1,"terms":1,"occurrences":1,"segments":1,"words":1}}]}
    [exit 0]
    "#);
}

#[test]
fn a_table_fits_a_terminal() {
    let sandbox = with_documents();
    let shown = sandbox.tm(&["stats", "بیانیه.txt", "leaflet.txt", "-t", "en,de"]);
    assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
}

/// How many segments of a document `tm suggest` puts in each class, and how many words, by its best match in `lang`.
fn suggested(
    segments: &[serde_json::Value],
    lang: &str,
) -> std::collections::BTreeMap<&'static str, (u64, u64)> {
    let mut counts = std::collections::BTreeMap::new();
    for segment in segments {
        // What is assembled is no match of a segment.
        let is_match = |found: &&serde_json::Value| found["lang"] == lang && found["kind"] != "assembled";
        let best = segment["matches"].as_array().unwrap().iter().find(is_match);
        let band = match best.map_or(0, |found| found["score"].as_f64().unwrap().floor() as u64) {
            101 => "in-context",
            100 => "100",
            95.. => "95-99",
            85.. => "85-94",
            75.. => "75-84",
            50.. => "50-74",
            _ => "new",
        };
        let words = segment["source"].as_str().unwrap().split_whitespace();
        let words = words.filter(|word| word.contains(char::is_alphanumeric)).count() as u64;
        let count: &mut (u64, u64) = counts.entry(band).or_default();
        *count = (count.0 + 1, count.1 + words);
    }
    counts
}

fn objects(output: std::process::Output) -> Vec<serde_json::Value> {
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn totals_are_those_of_suggest() {
    let sandbox = Sandbox::new();
    sandbox.tm(&["init", "--starter"]);
    sandbox.file("pairs.tsv", Sandbox::with_memory().read("pairs.tsv"));
    sandbox.tm(&["import", "pairs.tsv"]);
    let fixture = crate::sandbox::repository("tests/fixtures/statement.fa.txt");
    let statement = std::fs::read_to_string(fixture).unwrap();
    sandbox.file("long.txt", format!("{STATEMENT}\n{statement}\n{LEAFLET}"));
    let segments = objects(sandbox.output(&["suggest", "long.txt", "-t", "en,de", "--min", "50", "--json"]));
    let counted = objects(sandbox.output(&["stats", "long.txt", "-t", "en,de", "--json"]));
    assert!(segments.len() > 50 && counted.len() == 2);
    for (sheet, lang) in counted[0]["targets"].as_array().unwrap().iter().zip(["en", "de"]) {
        let expected = suggested(&segments, lang);
        assert!(expected.len() >= 4, "{expected:?}");
        assert_eq!(sheet["lang"], lang);
        for (band, amount) in sheet["matches"].as_object().unwrap() {
            let (segments, words) = expected.get(band.as_str()).copied().unwrap_or_default();
            let found = (amount["segments"].as_u64(), amount["words"].as_u64());
            assert_eq!(found, (Some(segments), Some(words)), "{lang} {band}");
        }
        let with_terms = segments.iter().filter(|segment| {
            let terms = segment["terms"].as_array().unwrap().iter();
            terms.into_iter().any(|term| term["nested"] == false && !term["renderings"][lang].is_null())
        });
        assert_eq!(sheet["terms"]["segments"].as_u64(), Some(with_terms.count() as u64), "{lang}");
    }
}

#[test]
fn the_picture_says_nothing_of_the_text() {
    let sandbox = with_documents();
    let args = ["stats", "بیانیه.txt", "leaflet.txt", "--lines", "-t", "en,de", "--svg"];
    sandbox.tm(&[&args[..], &["a.svg"]].concat());
    let piped = sandbox.output(&[&args[..], &["-"]].concat());
    let picture = String::from_utf8(sandbox.read("a.svg")).unwrap();
    assert_eq!(String::from_utf8(piped.stdout).unwrap(), picture);
    for word in STATEMENT.split_whitespace().chain(LEAFLET.split_whitespace()) {
        assert!(!picture.contains(word), "{word}");
    }
    for forbidden in ["<script", "href", "@import", "url("] {
        assert!(!picture.contains(forbidden), "{forbidden}");
    }
    assert!(picture.contains("<title>") && picture.contains("<desc>") && picture.contains("بیانیه.txt"));
    let mut reader = quick_xml::Reader::from_str(&picture);
    while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
    // The strip of the leaflet: its two segments, the first a repetition, as wide as their words.
    let strip = picture.rfind("#74add1").unwrap();
    insta::assert_snapshot!(&picture[strip..], @r#"
    #74add1" d="M24 1134h395.50v14h-395.50z"/>
    <path style="fill:#c8271f" d="M420 1134h395.50v14h-395.50z"/>
    </svg>
    "#);
}

#[test]
fn what_cannot_be_counted_is_said() {
    let sandbox = with_documents();
    sandbox.file("empty.txt", "");
    sandbox.file("picture.txt", [0u8, 1, 2, 0, 255, 0, 3]);
    let mut said = String::new();
    for args in [
        &["leaflet.txt", "missing.txt"][..],
        &["leaflet.txt", "home"],
        &["leaflet.txt", "picture.txt"],
        &["leaflet.txt", "--status", "draft"],
        &["-", "-"],
        &["leaflet.txt", "--repair", "report"],
        &["leaflet.txt", "--json", "--svg", "-"],
        &["leaflet.txt", "--svg", "nowhere/a.svg"],
        &["--svg", "a.svg"],
    ] {
        said += &sandbox.tm(&[&["stats"], args].concat());
        said.push('\n');
    }
    insta::assert_snapshot!(said, @"
    ------- stderr -------
    error: cannot read missing.txt
      caused by: there is no such file
      hint: look at the name again; it is looked for in the folder you are in
    [exit 2]
    ------- stderr -------
    error: cannot read home
      caused by: it is a folder
      hint: name the files in it: home/*
    [exit 2]
    ------- stderr -------
    error: cannot read picture.txt as text
      caused by: this is no text
      hint: save the document as plain text (.txt) and give that file
    [exit 2]
    ------- stderr -------
    error: tm stats FILE looks documents up in the whole memory
      caused by: --since, --status, --origin, --match and --unit choose units to count
      hint: leave them out, or leave FILE out
    [exit 2]
    ------- stderr -------
    error: - is given more than once
      hint: standard input can be read once
    [exit 2]
    ------- stderr -------
    error: --repair report counts nothing
      hint: tm segment FILE --repair report lists the lines; say --repair auto or --repair off here
    [exit 2]
    ------- stderr -------
    error: --json and --svg - would be mixed on standard output
      hint: give the picture a name, such as --svg coverage.svg
    [exit 2]
    ------- stderr -------
    error: cannot write nowhere/a.svg
      caused by: there is no such folder
      hint: make the folder first, or choose another
    [exit 2]
    ------- stderr -------
    error: the following required arguments were not provided:
      <FILE>...

    Usage: tm stats --svg <OUT> <FILE>...

    For more information, try '--help'.
    [exit 2]
    ");
    assert_eq!(sandbox.code(&["stats", "empty.txt", "--svg", "a.svg"]), 1);
    assert!(!sandbox.path("a.svg").exists());
}
