use super::glossary_edit::with_terms;
use crate::sandbox::Sandbox;

#[test]
fn concepts_are_listed_by_what_is_missing_and_by_state() {
    let sandbox = with_terms();
    insta::assert_snapshot!(sandbox.tm(&["glossary", "list", "--missing", "de", "--domain", "prison"]), @"
    بند
        en  ward
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "list", "--status", "forbidden,admitted", "-t", "en"]), @"
    شورا
        en  council
        en  workers' council  admitted
        en  soviet  forbidden
        never soviet
    کارگر
        en  worker
        en  labourer  forbidden
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "list", "--status", "forbidden", "-t", "de"]), @"[exit 1]");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "list", "--review", "none,draft"]), @"
    بند
        de  Klausel
        en  clause
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "list", "--status", "wrong"]), @"
    ------- stderr -------
    error: invalid value 'wrong' for '--status <STATUS,…>': the statuses are preferred, admitted, deprecated and forbidden

    For more information, try '--help'.
    [exit 2]
    ");
}

#[test]
fn concepts_are_approved_one_by_one_by_subject_or_all() {
    let sandbox = with_terms();
    insta::assert_snapshot!(sandbox.tm(&["glossary", "approve", "کارگر", "T2", "-n"]), @"
    ------- stderr -------
    2 concepts approved. Dry run: nothing was changed.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "approve", "کارگر", "T1"]), @"
    ------- stderr -------
    1 concept approved. Write 3; tm undo 3 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "approve", "--domain", "core"]), @"
    ------- stderr -------
    0 approved, 1 concept approved before; nothing was changed.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "approve", "--all"]), @"
    ------- stderr -------
    3 concepts approved, 1 approved before. Write 4; tm undo 4 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "approve", "--domain", "nothing"]), @"
    ------- stderr -------
    There is no such concept; nothing was changed.
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "approve", "بند"]), @"
    ------- stderr -------
    error: بند may mean 2 concepts
      caused by: P1  noun  prison: fa بند, en ward
      caused by: L1  noun  law: fa بند, de Klausel, en clause
      hint: name the one that is meant by its id; nothing was changed
    [exit 2]
    ");
    assert_eq!(sandbox.code(&["glossary", "approve"]), 2);
    assert_eq!(sandbox.code(&["glossary", "list", "--review", "proposed"]), 1);
    sandbox.tm(&["undo"]);
    insta::assert_snapshot!(sandbox.tm(&["glossary", "list", "--review", "proposed", "-t", "en"]), @"
    بند
        en  ward
    شورا
        en  council
        en  workers' council  admitted
        en  soviet  forbidden
        never soviet
    [exit 0]
    ");
}

#[test]
fn a_removed_concept_stays_gone_until_it_is_wanted_back() {
    let sandbox = with_terms();
    sandbox.tm(&["--db", "theirs.tmdb", "glossary", "import", "terms.tsv"]);
    insta::assert_snapshot!(sandbox.tm(&["glossary", "remove", "کارگر", "P1", "T1", "-n"]), @"
    ------- stderr -------
    2 concepts removed. Dry run: nothing was changed.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "remove", "کارگر", "P1", "T1"]), @"
    ------- stderr -------
    2 concepts removed. Write 3; tm undo 3 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "remove", "کارگر"]), @"
    ------- stderr -------
    error: there is no concept کارگر in the glossary
      hint: tm glossary list shows the terms
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "import", "terms.tsv"]), @"
    ------- stderr -------
    terms.tsv: 0 new, 2 already here, 2 removed here before
    Write 4; tm undo 4 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["import", "theirs.tmdb"]), @"
    ------- stderr -------
    theirs.tmdb: 0 new, 2 terms removed here before
    Nothing new: the memory is as it was.
    [exit 0]
    ");
    assert_eq!(sandbox.code(&["glossary", "show", "T1"]), 2);
    assert_eq!(sandbox.code(&["undo", "3"]), 0);
    insta::assert_snapshot!(sandbox.tm(&["glossary", "show", "T1"]), @"
    T1  noun  core  proposed
      fa  preferred
        کارگر
      de  preferred  m
        Arbeiter
      en  preferred
        worker
      en  forbidden
        labourer
      history
        [TODAY]  write 2: added (glossary import terms.tsv)
        [TODAY]  write 3: removed (glossary remove)
        [TODAY]  write 5: brought back (undo 3)
    [exit 0]
    ");
}

#[test]
fn a_removed_term_that_is_typed_again_is_back_with_what_is_typed() {
    let sandbox = Sandbox::with_memory();
    sandbox.tm(&["glossary", "add", "نان", "bread", "-t", "en"]);
    sandbox.tm(&["glossary", "remove", "نان"]);
    insta::assert_snapshot!(sandbox.tm(&["glossary", "add", "نان", "Brot", "-t", "de"]), @"
    ------- stderr -------
    1 new. Write 4; tm undo 4 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "show", "نان"]), @"
    d518208e
      fa  preferred
        نان
      de  preferred
        Brot
      en  preferred
        bread
      history
        [TODAY]  write 2: added (glossary add)
        [TODAY]  write 3: removed (glossary remove)
        [TODAY]  write 4: brought back (glossary add)
          + de preferred: Brot
    [exit 0]
    ");
}

#[test]
fn without_a_memory_the_built_in_glossary_is_shown_and_cannot_be_changed() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.code(&["glossary", "show", "اعتصاب"]), 0);
    assert_eq!(sandbox.code(&["glossary", "edit", "اعتصاب", "--note", "x"]), 2);
}
