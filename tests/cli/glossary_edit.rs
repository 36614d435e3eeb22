use crate::sandbox::Sandbox;

const TABLE: &str = "id\tfa\ten\tde\tpos\tdomain\tnote\tforbidden_en\tvariants_fa\tgender_de\tstatus\n\
    T1\tکارگر\tworker\tArbeiter\tnoun\tcore\t\tlabourer\t\tm\tproposed\n\
    T2\tشورا\tcouncil; workers' council\tRat\tnoun\torganising\tnever soviet\tsoviet\tشوری\tm\tproposed\n\
    L1\tبند\tclause\tKlausel\tnoun\tlaw\t\t\t\tf\t\n\
    P1\tبند\tward\t\tnoun\tprison\t\t\t\t\tproposed\n";

pub fn with_terms() -> Sandbox {
    let sandbox = Sandbox::with_memory();
    sandbox.file("terms.tsv", TABLE);
    sandbox.tm(&["glossary", "import", "terms.tsv"]);
    sandbox
}

#[test]
fn everything_about_a_concept_is_shown() {
    let sandbox = with_terms();
    insta::assert_snapshot!(sandbox.tm(&["glossary", "show", "شورا"]), @"
    T2  noun  organising  proposed
      fa  preferred
        شورا
          variants
            شوری
      de  preferred  m
        Rat
      en  preferred
        council
      en  admitted
        workers' council
      en  forbidden
        soviet
      note
        never soviet
      history
        [TODAY]  write 2: added (glossary import terms.tsv)
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "show", "T1", "--json"]), @r#"
    {"v":1,"concept":"T1","id":"e708b1164fbd87058dbd393ee726c250","termbase":"","domain":"core","pos":"noun","definition":"","note":"","scope":"","reference":"","review":"proposed","do_not_translate":false,"terms":[{"lang":"fa","text":"کارگر","status":"preferred","match":"inflected","case":false,"gender":"","variants":[],"exceptions":[],"note":"","reference":""},{"lang":"de","text":"Arbeiter","status":"preferred","match":"inflected","case":false,"gender":"m","variants":[],"exceptions":[],"note":"","reference":""},{"lang":"en","text":"worker","status":"preferred","match":"inflected","case":false,"gender":"","variants":[],"exceptions":[],"note":"","reference":""},{"lang":"en","text":"labourer","status":"forbidden","match":"inflected","case":false,"gender":"","variants":[],"exceptions":[],"note":"","reference":""}],"properties":{},"history":[{"write":2,"date":"[TODAY]","command":"glossary import","origin":"terms.tsv","what":"added","differences":[]}],"rivals":[]}
    [exit 0]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["glossary", "show", "بند"]), @"
    P1  noun  prison  proposed
      fa  preferred
        بند
      en  preferred
        ward
      history
        [TODAY]  write 2: added (glossary import terms.tsv)

    L1  noun  law
      fa  preferred
        بند
      de  preferred  f
        Klausel
      en  preferred
        clause
      history
        [TODAY]  write 2: added (glossary import terms.tsv)
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "show", "شوار"]), @"
    ------- stderr -------
    error: there is no concept شوار in the glossary
      hint: did you mean شورا?
    [exit 2]
    ");
    assert_eq!(sandbox.code(&["glossary", "show", "هوا"]), 2);
}

#[test]
fn many_changes_are_one_write_that_can_be_undone() {
    let sandbox = with_terms();
    let before = sandbox.tm(&["glossary", "export", "-", "-q"]);
    let changes = [
        "glossary",
        "edit",
        "شورا",
        "-t",
        "en",
        "--prefer",
        "workers' council",
        "--deprecate",
        "en=council",
        "--forbid",
        "fr=soviet",
        "--admit",
        "fr=conseil ouvrier",
        "--remove",
        "de=Rat",
        "--rename",
        "en=soviet=soviets",
        "--variant",
        "شوراها",
        "--remove-variant",
        "fa=شورا=شوری",
        "--exception",
        "شورای نگهبان",
        "--exact=en=council",
        "--case=en=council",
        "--gender",
        "fr=conseil ouvrier=m",
        "--term-note",
        "fr=soviet=read as the state",
        "--term-reference",
        "fr=soviet=style sheet",
        "--definition",
        "elected at work",
        "--note",
        "",
        "--scope",
        "campaign of 2026",
        "--reference",
        "ILO",
        "--review",
        "reviewed",
        "--do-not-translate",
    ];
    insta::assert_snapshot!(sandbox.tm(&[changes.as_slice(), &["-n"]].concat()), @"
    T2
      - fa variant: شورا = شوری
      - de preferred: Rat
      - de gender: Rat = m
      - en preferred: council
      - en admitted: workers' council
      - en forbidden: soviet
      - note: never soviet
      - review: proposed
      + fa variant: شورا = شوراها
      + fa exception: شورا = شورای نگهبان
      + en preferred: workers' council
      + en deprecated: council
      + en found as written: council
      + en letter case counts: council
      + en forbidden: soviets
      + fr preferred: conseil ouvrier
      + fr gender: conseil ouvrier = m
      + fr forbidden: soviet
      + fr note: soviet = read as the state
      + fr reference: soviet = style sheet
      + definition: elected at work
      + scope: campaign of 2026
      + reference: ILO
      + review: reviewed
      + do not translate: yes
    ------- stderr -------
    1 concept changed. Dry run: nothing was changed.
    [exit 0]
    ");
    assert_eq!(sandbox.tm(&["glossary", "export", "-", "-q"]), before);
    assert_eq!(sandbox.code(&changes), 0);
    insta::assert_snapshot!(sandbox.tm(&["glossary", "show", "T2"]), @"
    T2  noun  organising  reviewed  do not translate
      fa  preferred
        شورا
          variants
            شوراها
          exceptions
            شورای نگهبان
      en  preferred
        workers' council
      en  deprecated  found as written  letter case counts
        council
      en  forbidden
        soviets
      fr  preferred  m
        conseil ouvrier
      fr  forbidden
        soviet
          note
            read as the state
          reference
            style sheet
      definition
        elected at work
      scope
        campaign of 2026
      reference
        ILO
      history
        [TODAY]  write 2: added (glossary import terms.tsv)
        [TODAY]  write 3: changed (glossary edit)
          - fa variant: شورا = شوری
          - de preferred: Rat
          - de gender: Rat = m
          - en preferred: council
          - en admitted: workers' council
          - en forbidden: soviet
          - note: never soviet
          - review: proposed
          + fa variant: شورا = شوراها
          + fa exception: شورا = شورای نگهبان
          + en preferred: workers' council
          + en deprecated: council
          + en found as written: council
          + en letter case counts: council
          + en forbidden: soviets
          + fr preferred: conseil ouvrier
          + fr gender: conseil ouvrier = m
          + fr forbidden: soviet
          + fr note: soviet = read as the state
          + fr reference: soviet = style sheet
          + definition: elected at work
          + scope: campaign of 2026
          + reference: ILO
          + review: reviewed
          + do not translate: yes
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "export", "-", "-q"]), @"
    id	fa	variants_fa	exceptions_fa	de	gender_de	en	deprecated_en	forbidden_en	exact_en	case_en	fr	forbidden_fr	gender_fr	note_fr	source_fr	pos	domain	definition	scope	source	status	do_not_translate
    P1	بند					ward										noun	prison				proposed	
    L1	بند			Klausel	f	clause										noun	law					
    T2	شورا	شوراها	شورای نگهبان			workers' council	council	soviets	council	council	conseil ouvrier	soviet	m	soviet = read as the state	soviet = style sheet	noun	organising	elected at work	campaign of 2026	ILO	reviewed	yes
    T1	کارگر			Arbeiter	m	worker		labourer								noun	core				proposed	
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "find", "شورا و شورای نگهبان", "-t", "en"]), @"
    [1]
    شورا و شورای نگهبان
        شورا
          en  workers' council
          not: soviets

    [exit 0]
    ");
    assert_eq!(sandbox.code(&["undo"]), 0);
    assert_eq!(sandbox.tm(&["glossary", "export", "-", "-q"]), before);
}

#[test]
fn a_table_with_case_and_exceptions_comes_back_as_it_was() {
    let sandbox = Sandbox::new();
    let table = "fa\texceptions_fa\ten\tcase_en\n\
        کار\tسر کار گذاشتن; کار زدن\tLabour; work\tLabour\n";
    sandbox.file("terms.tsv", table);
    sandbox.tm(&["--db", "m.tmdb", "glossary", "import", "terms.tsv"]);
    assert_eq!(sandbox.tm(&["--db", "m.tmdb", "glossary", "export", "-", "-q"]), format!("{table}[exit 0]"));
}

#[test]
fn what_cannot_be_changed_says_why() {
    let sandbox = with_terms();
    let before = sandbox.read("memory.tmdb");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "edit", "بند", "--note", "x"]), @"
    ------- stderr -------
    error: بند may mean 2 concepts
      caused by: P1  noun  prison: fa بند, en ward
      caused by: L1  noun  law: fa بند, de Klausel, en clause
      hint: name the one that is meant by its id; nothing was changed
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "edit", "T2", "--remove", "en=counsel"]), @"
    ------- stderr -------
    error: cannot change the concept so
      caused by: it has no en term “counsel”; it has “council”, “workers' council”, “soviet”
      hint: tm glossary show TERM shows what there is; nothing was changed
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "edit", "T2", "--prefer", "de=Rat", "--forbid", "de=Rat"]), @"
    ------- stderr -------
    error: cannot change the concept so
      caused by: the de term “Rat” cannot be preferred and forbidden at once
      hint: say one of them; nothing was changed
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "edit", "T2", "--admit", "de=Rat"]), @"
    ------- stderr -------
    error: cannot change the concept so
      caused by: “Rat” is the only de term to be used, so it is the preferred one
      hint: say which is preferred instead: --prefer LANG=TERM
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "edit", "T2"]), @"
    ------- stderr -------
    error: it is not said what to change of T2
      hint: tm glossary edit TERM --prefer en=TEXT; tm glossary edit --help lists the options
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "edit", "T2", "--forbid", "soviet"]), @"
    ------- stderr -------
    error: cannot tell the language of the translation
      caused by: neither -t, $TM_PAIR nor tm.toml names exactly one
      hint: give it with -t, for example -t en
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "edit", "T2", "--forbid", "xx=soviet"]), @"
    ------- stderr -------
    error: --forbid: “xx” is not a language tm knows
      hint: languages are tags such as fa, en, de, fr, sv
    [exit 2]
    ");
    assert!(sandbox.read("memory.tmdb") == before);
    insta::assert_snapshot!(sandbox.tm(&["glossary", "edit", "T2", "--prefer", "en=council"]), @"
    ------- stderr -------
    The concept says that already; nothing was changed.
    [exit 0]
    ");
}

#[test]
fn what_cannot_be_a_term_is_refused() {
    let sandbox = Sandbox::with_memory();
    let add = |term: &str, rendering: &str, more: &[&str]| {
        sandbox.tm(&[&["glossary", "add", term, rendering, "-t", "en"], more].concat())
    };
    insta::assert_snapshot!(add("؟!", "what", &[]), @"
    ------- stderr -------
    error: cannot take “؟!” as a term
      caused by: it has no letter and no digit
      hint: type the term itself, as it stands in a text
    [exit 2]
    ");
    insta::assert_snapshot!(add("نان\tکار", "bread", &[]), @"
    ------- stderr -------
    error: cannot take “نان کار” as a term
      caused by: a tab stands in it
      hint: add several terms one by one, or as rows of a file: tm glossary import FILE.tsv
    [exit 2]
    ");
    insta::assert_snapshot!(add("نان", "bread\u{202E}", &[]), @r"
    ------- stderr -------
    error: cannot take “bread\u{202E}” as a term
      caused by: an invisible character that is no part of a word stands in it: U+202E
      hint: type the term itself, as it stands in a text
    [exit 2]
    ");
    insta::assert_snapshot!(add(&"نان ".repeat(300), "bread", &[]), @r#"
    ------- stderr -------
    error: cannot take “نان نان نان نان نان نان نان نان نان نان …” as a term
      caused by: it has 300 words; a term has 60 at most
      hint: tm add "SOURCE" "TRANSLATION" keeps a whole sentence with its translation
    [exit 2]
    "#);
    insta::assert_snapshot!(add("نان", "bread", &["--forbid", "bread"]), @"
    ------- stderr -------
    error: cannot change the concept so
      caused by: the en term “bread” cannot be admitted and forbidden at once
      hint: say one of them; nothing was changed
    [exit 2]
    ");
    insta::assert_snapshot!(add("نان", "bread", &["--exception", "نان"]), @"
    ------- stderr -------
    error: cannot change the concept so
      caused by: the exception “نان” is the term itself: it would never be found
      hint: an exception is a longer wording with the term in it
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "list"]), @"[exit 1]");
}

#[test]
fn everything_can_be_said_when_a_term_is_added() {
    let sandbox = Sandbox::with_memory();
    insta::assert_snapshot!(sandbox.tm(&[
        "glossary", "add", "حزب کارگر", "Labour; Labour Party", "-t", "en", "--case", "--exact", "--gender", "fa=n",
        "--variant", "حزب کارگران", "--exception", "حزب کارگر سوسیالیست", "--deprecate", "Workers' Party",
        "--definition", "the party", "--reference", "its own site", "--do-not-translate", "--review", "proposed",
        "--domain", "abroad", "--pos", "noun", "-n",
    ]), @"
    ------- stderr -------
    1 new. Dry run: nothing was changed.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&[
        "glossary", "add", "حزب کارگر", "Labour; Labour Party", "-t", "en", "--case", "--exact", "--gender", "fa=n",
        "--variant", "حزب کارگران", "--exception", "حزب کارگر سوسیالیست", "--deprecate", "Workers' Party",
        "--definition", "the party", "--reference", "its own site", "--do-not-translate", "--review", "proposed",
        "--domain", "abroad", "--pos", "noun",
    ]), @"
    ------- stderr -------
    1 new. Write 2; tm undo 2 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "show", "labour", "-q"]), @"
    3e16ee8c  noun  abroad  proposed  do not translate
      fa  preferred  n  found as written
        حزب کارگر
          variants
            حزب کارگران
          exceptions
            حزب کارگر سوسیالیست
      en  preferred  letter case counts
        Labour
      en  admitted
        Labour Party
      en  deprecated
        Workers' Party
      definition
        the party
      reference
        its own site
      history
        [TODAY]  write 2: added (glossary add)
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "add", "حزب کارگر", "Workers' Party", "-t", "en", "--domain", "abroad"]), @r#"
    ------- stderr -------
    error: cannot add “Workers' Party”
      caused by: it is a deprecated en term of this concept
      hint: tm glossary edit TERM --admit en="Workers' Party" allows it after all
    [exit 2]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["glossary", "add", "حزب کارگر", "labour party", "-t", "en"]), @"
    ------- stderr -------
    1 new. Write 3; tm undo 3 takes it back.
    Another concept has this term: 3e16ee8c  noun  abroad: fa حزب کارگر, en Labour
    (tm glossary edit 3e16ee8c … changes that one)
    [exit 0]
    ");
}

#[test]
fn a_concept_with_another_name_keeps_its_past() {
    let sandbox = Sandbox::with_memory();
    sandbox.tm(&["glossary", "add", "اعتصاپ", "strike", "-t", "en"]);
    sandbox.tm(&["glossary", "add", "تحصن", "sit-in", "-t", "en"]);
    assert_eq!(
        sandbox.code(&["glossary", "edit", "اعتصاپ", "--rename", "fa=اعتصاپ=اعتصاب", "--domain", "strike"]),
        0
    );
    insta::assert_snapshot!(sandbox.tm(&["glossary", "show", "اعتصاب"]), @"
    4c23814f  strike
      fa  preferred
        اعتصاب
      en  preferred
        strike
      history
        [TODAY]  write 2: added (glossary add)
        [TODAY]  write 4: changed (glossary edit)
          - fa preferred: اعتصاپ
          + fa preferred: اعتصاب
          + domain: strike
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "edit", "تحصن", "--rename", "fa=تحصن=اعتصاب", "--domain", "strike"]), @"
    ------- stderr -------
    error: cannot change the concept so
      caused by: concept 4c23814fd7739596d73eeeb9748d0bb3 has this term in the domain strike already
      hint: add the renderings to that one and remove this one, or give them different domains
    [exit 2]
    ");
    assert_eq!(sandbox.code(&["undo"]), 0);
    insta::assert_snapshot!(sandbox.tm(&["glossary", "show", "اعتصاپ"]), @"
    c179b65d
      fa  preferred
        اعتصاپ
      en  preferred
        strike
      history
        [TODAY]  write 2: added (glossary add)
        [TODAY]  write 4: removed (glossary edit)
        [TODAY]  write 5: brought back (undo 4)
    [exit 0]
    ");
    assert_eq!(sandbox.code(&["glossary", "show", "اعتصاب"]), 2);
}
