use crate::sandbox::Sandbox;

#[test]
fn private_units_stay_here_and_the_mark_is_taken_back() {
    let sandbox = Sandbox::with_memory();
    let exported = || sandbox.tm(&["export", "-", "--format", "csv", "-t", "en"]);
    insta::assert_snapshot!(sandbox.tm(&["mark", "private", "--match", "هفت تپه"]), @"
    ------- stderr -------
    1 unit marked private. Write 2; tm undo 2 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(exported(), @"
    fa,en
    دستمزدها سه ماه است پرداخت نشده است.,Wages have not been paid for three months.
    ------- stderr -------
    1 unit written to -. 1 withheld: private, rejected or not accepted.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["mark", "private", "--all"]), @"
    ------- stderr -------
    1 unit marked private, 1 left as they were. Write 3; tm undo 3 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["undo"]), @"
    ------- stderr -------
    Undid write 3: 1 reverted. Write 4; tm undo 4 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["mark", "public", "--status", "private"]), @"
    ------- stderr -------
    1 unit marked public. Write 5; tm undo 5 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(exported(), @"
    fa,en
    دستمزدها سه ماه است پرداخت نشده است.,Wages have not been paid for three months.
    کارگران نیشکر هفت‌تپه دست به اعتصاب زدند.,The sugarcane workers of Haft Tappeh went on strike.
    ------- stderr -------
    2 units written to -.
    [exit 0]
    ");
}

#[test]
fn untrusted_units_are_suggested_with_a_penalty_and_not_exported() {
    let sandbox = Sandbox::with_memory();
    insta::assert_snapshot!(sandbox.tm(&["mark", "untrusted", "--origin", "pairs"]), @"
    ------- stderr -------
    2 units marked untrusted. Write 2; tm undo 2 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["suggest", "دستمزدها سه ماه است پرداخت نشده است.", "--no-terms"]), @"
    [1]
    دستمزدها سه ماه است پرداخت نشده است.

    1   95 %  en  exact  untrusted  [TODAY]  pairs.tsv
        Wages have not been paid for three months.
        ! from a stranger, not accepted (-5)

    numbers and dates
        سه ماه
          en  3 months
          de  3 Monate
          fr  3 mois
          sv  3 månader

    [exit 0]
    ");
    assert_eq!(sandbox.code(&["export", "out.tmx"]), 1);
    insta::assert_snapshot!(sandbox.tm(&["mark", "trusted", "--status", "untrusted", "-n"]), @"
    ------- stderr -------
    2 units marked trusted. Dry run: nothing was changed.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["mark", "trusted", "--status", "untrusted"]), @"
    ------- stderr -------
    2 units marked trusted. Write 3; tm undo 3 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["mark", "trusted", "--status", "untrusted"]), @"
    ------- stderr -------
    No unit is as the selection wants it; nothing was changed.
    [exit 1]
    ");
    assert_eq!(sandbox.code(&["export", "out.tmx"]), 0);
}

#[test]
fn what_was_rejected_does_not_come_back_through_trust() {
    let sandbox = Sandbox::with_memory();
    sandbox.tm(&["review", "reject", "--all"]);
    insta::assert_snapshot!(sandbox.tm(&["mark", "untrusted", "--all"]), @"
    ------- stderr -------
    0 units marked untrusted, 2 left as they were. Write 3; tm undo 3 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["mark", "trusted", "--all"]), @"
    ------- stderr -------
    0 units marked trusted, 2 left as they were. Write 4; tm undo 4 takes it back.
    [exit 0]
    ");
    assert_eq!(sandbox.code(&["export", "out.tmx"]), 1);
    insta::assert_snapshot!(sandbox.tm(&["mark", "secret", "--all"]), @"
    ------- stderr -------
    error: invalid value 'secret' for '<MARK>'
      [possible values: private, public, untrusted, trusted]

    For more information, try '--help'.
    [exit 2]
    ");
}
