use crate::sandbox::Sandbox;

#[test]
fn what_is_open_is_listed_and_decided() {
    let sandbox = Sandbox::with_memory();
    insta::assert_snapshot!(sandbox.tm(&["review", "--limit", "1"]), @"
    4e241c2e9c2a  draft  [TODAY]  pairs.tsv
        fa
        کارگران نیشکر هفت‌تپه دست به اعتصاب زدند.
        de
        Die Zuckerrohrarbeiter von Haft Tappeh sind in den Streik getreten.
        en
        The sugarcane workers of Haft Tappeh went on strike.

    ------- stderr -------
    2 units to review, 1 shown (--limit N shows more).
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["review", "approve", "دستمزدها سه ماه است پرداخت نشده است.", "-n"]), @"
    ------- stderr -------
    1 unit approved. Dry run: nothing was changed.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["review", "approve", "دستمزدها سه ماه است پرداخت نشده است."]), @"
    ------- stderr -------
    1 unit approved. Write 2; tm undo 2 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["review", "--json", "--match", "هفت تپه"]), @r#"
    {"v":1,"unit":"4e241c2e9c2ac7d35b192025965a0493","status":"draft","private":false,"origin":"pairs.tsv","date":"[TODAY]","variants":[{"lang":"de","text":"Die Zuckerrohrarbeiter von Haft Tappeh sind in den Streik getreten."},{"lang":"en","text":"The sugarcane workers of Haft Tappeh went on strike."},{"lang":"fa","text":"کارگران نیشکر هفت‌تپه دست به اعتصاب زدند."}]}
    ------- stderr -------
    1 unit to review.
    [exit 0]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["review", "reject", "-t", "de", "--origin", "pairs"]), @"
    ------- stderr -------
    1 unit rejected. Write 3; tm undo 3 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["review"]), @"
    ------- stderr -------
    0 units to review.
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["export", "-", "--format", "csv"]), @"
    fa,en
    دستمزدها سه ماه است پرداخت نشده است.,Wages have not been paid for three months.
    ------- stderr -------
    1 unit written to -. 1 withheld: private, rejected or not accepted.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["undo"]), @"
    ------- stderr -------
    Undid write 3: 1 reverted. Write 4; tm undo 4 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["review", "--status", "reviewed"]), @"
    3c8e1cc6dcc2  reviewed  [TODAY]  pairs.tsv
        fa
        دستمزدها سه ماه است پرداخت نشده است.
        en
        Wages have not been paid for three months.

    ------- stderr -------
    1 unit.
    [exit 0]
    ");
}

#[test]
fn nobody_decides_about_everything_by_accident() {
    let sandbox = Sandbox::with_memory();
    insta::assert_snapshot!(sandbox.tm(&["review", "approve"]), @"
    ------- stderr -------
    error: it is not said which units are meant
      hint: give SRC and TGT, a selection such as --origin NAME, or --all
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["review", "approve", "--match", "اعتصاب عمومی"]), @"
    ------- stderr -------
    No unit is as the selection wants it; nothing was changed.
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["review", "approve", "نان"]), @"
    ------- stderr -------
    error: there is no such pair in the memory
      hint: tm find TEXT shows what there is
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["review", "approve", "--all"]), @"
    ------- stderr -------
    2 units approved. Write 2; tm undo 2 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["review", "--ask"]), @"
    ------- stderr -------
    error: cannot ask here
      caused by: standard input or output is no terminal
      hint: tm review lists the units; tm review approve --unit ID decides
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["review"]), @"
    ------- stderr -------
    0 units to review.
    [exit 1]
    ");
}

/// A sandbox where golnar.tmdb and omid.tmdb begin with the same pair.
fn two_members() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.file("base.tsv", "fa\ten\nشوراهای کارگری\tsoviets of labour\n");
    for member in ["golnar", "omid"] {
        speak_as(&sandbox, member);
        sandbox.tm(&["import", "base.tsv"]);
    }
    sandbox
}

fn speak_as(sandbox: &Sandbox, member: &str) {
    sandbox.file("tm.toml", format!("me = \"{member}\"\ndb = \"{member}.tmdb\"\n"));
}

#[test]
fn two_members_correct_the_same_unit() {
    let sandbox = two_members();
    for (member, new) in [("omid", "labour councils"), ("golnar", "workers' councils")] {
        speak_as(&sandbox, member);
        sandbox.tm(&["edit", "شوراهای کارگری", "soviets of labour", new, "-t", "en"]);
    }
    insta::assert_snapshot!(sandbox.tm(&["import", "omid.tmdb"]), @"
    ------- stderr -------
    omid.tmdb: 1 new, 1 merged with what was here
    Write 3; tm undo 3 takes it back.
    1 conflict to settle: tm review --conflicts
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["review", "--conflicts"]), @"
    Corrected in 2 ways
        fa
        شوراهای کارگری
        en
        soviets of labour

    45c27d0925a9  draft  [TODAY]  base.tsv
        fa
        شوراهای کارگری
        en
        workers' councils

    b1bc5d570263  draft  [TODAY]  base.tsv
        fa
        شوراهای کارگری
        en
        labour councils

    ------- stderr -------
    1 conflict. Approve what is right, reject or remove the rest.
    [exit 0]
    ");
    sandbox.tm(&["review", "approve", "شوراهای کارگری", "workers' councils"]);
    sandbox.tm(&["review", "reject", "شوراهای کارگری", "labour councils"]);
    insta::assert_snapshot!(sandbox.tm(&["review", "--conflicts", "--json"]), @"
    ------- stderr -------
    0 conflicts.
    [exit 1]
    ");
}

#[test]
fn two_members_think_differently_of_the_same_unit() {
    let sandbox = two_members();
    for (member, decision) in [("omid", "approve"), ("golnar", "reject")] {
        speak_as(&sandbox, member);
        sandbox.tm(&["review", decision, "--all"]);
    }
    sandbox.tm(&["import", "omid.tmdb"]);
    insta::assert_snapshot!(sandbox.tm(&["review", "--conflicts"]), @"
    Opinions differ: rejected by golnar, reviewed by omid
    e350fb1ae0ca  rejected  [TODAY]  base.tsv
        fa
        شوراهای کارگری
        en
        soviets of labour

    ------- stderr -------
    1 conflict. Approve what is right, reject or remove the rest.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["review", "--conflicts", "--json"]), @r#"
    {"v":1,"conflict":"opinions","units":[{"v":1,"unit":"e350fb1ae0ca5a9cee73d78a6d9520f3","status":"rejected","private":false,"origin":"base.tsv","date":"[TODAY]","variants":[{"lang":"en","text":"soviets of labour"},{"lang":"fa","text":"شوراهای کارگری"}]}],"opinions":[{"status":"rejected","who":"golnar"},{"status":"reviewed","who":"omid"}]}
    ------- stderr -------
    1 conflict. Approve what is right, reject or remove the rest.
    [exit 0]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["review", "--conflicts", "-t", "de"]), @"
    ------- stderr -------
    0 conflicts.
    [exit 1]
    ");
    sandbox.tm(&["review", "approve", "--all"]);
    insta::assert_snapshot!(sandbox.tm(&["review", "--conflicts"]), @"
    ------- stderr -------
    0 conflicts.
    [exit 1]
    ");
}
