use crate::sandbox::Sandbox;

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
