use crate::sandbox::Sandbox;

/// A memory in which people, numbers and places are told.
fn telling() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.tm(&["init", "-q"]);
    sandbox.file(
        "news.tsv",
        "fa\ten\n\
         رضا كامیاب را بردند؛ تماس: ۰۹۱۲ ۵۵۵ ۰۱ ۳۴\tThey took Reza Kamyab away; write to golnar@example.org\n\
         کارگران نان می\u{200C}خواهند.\tThe workers want bread.\n\
         کامیاب آزاد شد.\tKamyab is free.\n",
    );
    sandbox.tm(&["import", "-q", "news.tsv"]);
    sandbox
}

#[test]
fn what_would_leave_is_shown_with_its_place() {
    let sandbox = telling();
    insta::assert_snapshot!(sandbox.tm(&["scan"]), @"
    mail  en  37-55  29d0d6f31330
        …ok Reza Kamyab away; write to [golnar@example.org]
    phone  fa  27-41  29d0d6f31330
        رضا كامیاب را بردند؛ تماس: [۰۹۱۲ ۵۵۵ ۰۱ ۳۴]
    ------- stderr -------
    In 6 texts: 1 phone, 1 mail.
    [exit 0]
    ");
    sandbox.tm(&["holdback", "add", "رضا کامیاب", "--as", "fa=سپیدار", "--as", "en=Sepidar"]);
    insta::assert_snapshot!(sandbox.tm(&["scan"]), @"
    name  en  10-21  29d0d6f31330
        They took [Reza Kamyab] away; write to golnar@example…
    mail  en  37-55  29d0d6f31330
        …ok Reza Kamyab away; write to [golnar@example.org]
    name  fa  0-10  29d0d6f31330
        [رضا كامیاب] را بردند؛ تماس: ۰۹۱۲ ۵۵۵ ۰۱ ۳…
    phone  fa  27-41  29d0d6f31330
        رضا كامیاب را بردند؛ تماس: [۰۹۱۲ ۵۵۵ ۰۱ ۳۴]
    name-part  en  0-6  d5723d96b46e
        [Kamyab] is free.
    name-part  fa  0-6  d5723d96b46e
        [کامیاب] آزاد شد.
    ------- stderr -------
    In 6 texts: 2 name, 2 name-part, 1 phone, 1 mail.
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["scan", "--json", "--match", "بردند"]), @r#"
    {"v":1,"kind":"name","text":"Reza Kamyab","lang":"en","at":[10,21],"unit":"29d0d6f313306143198c6acb361eb25c","source":"They took Reza Kamyab away; write to golnar@example.org"}
    {"v":1,"kind":"mail","text":"golnar@example.org","lang":"en","at":[37,55],"unit":"29d0d6f313306143198c6acb361eb25c","source":"They took Reza Kamyab away; write to golnar@example.org"}
    {"v":1,"kind":"name","text":"رضا كامیاب","lang":"fa","at":[0,10],"unit":"29d0d6f313306143198c6acb361eb25c","source":"رضا كامیاب را بردند؛ تماس: ۰۹۱۲ ۵۵۵ ۰۱ ۳۴"}
    {"v":1,"kind":"phone","text":"۰۹۱۲ ۵۵۵ ۰۱ ۳۴","lang":"fa","at":[27,41],"unit":"29d0d6f313306143198c6acb361eb25c","source":"رضا كامیاب را بردند؛ تماس: ۰۹۱۲ ۵۵۵ ۰۱ ۳۴"}
    ------- stderr -------
    In 2 texts: 2 name, 1 phone, 1 mail.
    [exit 1]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["scan", "--match", "نان"]), @"
    ------- stderr -------
    Nothing found in 2 texts. Names that are not on the hold-back list are not looked for.
    [exit 0]
    ");
}

#[test]
fn what_does_not_leave_is_not_looked_at() {
    let sandbox = telling();
    sandbox.tm(&["holdback", "add", "-q", "رضا کامیاب"]);
    assert_eq!(sandbox.code(&["scan"]), 1);
    sandbox.tm(&["mark", "private", "--match", "بردند"]);
    insta::assert_snapshot!(sandbox.tm(&["scan"]), @"
    name-part  en  0-6  d5723d96b46e
        [Kamyab] is free.
    name-part  fa  0-6  d5723d96b46e
        [کامیاب] آزاد شد.
    ------- stderr -------
    In 4 texts: 2 name-part.
    [exit 0]
    ");
    // What names nobody in the languages asked for does not matter there.
    assert_eq!(sandbox.code(&["scan", "-t", "de"]), 0);
}

#[test]
fn what_only_sounds_like_a_name_ends_with_one_too() {
    let sandbox = Sandbox::with_memory();
    sandbox.tm(&["holdback", "add", "-q", "رضا کامیاب"]);
    insta::assert_snapshot!(sandbox.tm_with(&["scan", "--input", "-"], "دوستان Reza Kamyabian را دیدند."), @"
    name-like  fa  7-18
        دوستان [Reza Kamyab]ian را دیدند.
    ------- stderr -------
    In 1 text: 1 name-like.
    [exit 1]
    ");
}

#[test]
fn a_document_is_scanned_too() {
    let sandbox = Sandbox::with_memory();
    sandbox.tm(&["holdback", "add", "-q", "رضا کامیاب"]);
    sandbox
        .file("note.txt", "شماره کارت ۶۰۳۷-۹۹۱۰-۰۰۰۰-۱۲۳۴ است.\nرضا کامیاب در کانال t.me/kargar_77 نوشت.\n");
    insta::assert_snapshot!(sandbox.tm(&["scan", "--input", "note.txt"]), @"
    card  fa  11-30
        شماره کارت [۶۰۳۷-۹۹۱۰-۰۰۰۰-۱۲۳۴] است.
    name  fa  0-10
        [رضا کامیاب] در کانال t.me/kargar_77 نوشت.
    handle  fa  20-34
        رضا کامیاب در کانال [t.me/kargar_77] نوشت.
    ------- stderr -------
    In 2 texts: 1 name, 1 handle, 1 card.
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["scan", "--input", "missing.txt"]), @"
    ------- stderr -------
    error: cannot read missing.txt
      caused by: there is no such file
      hint: look at the name again; it is looked for in the folder you are in
    [exit 2]
    ");
}
