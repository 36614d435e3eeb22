//! Exports in real git: units merge one by one, and nothing anybody did is lost.

use std::path::Path;
use std::process::Command;

use crate::sandbox::Sandbox;

/// Runs git in the sandbox; tells whether it succeeded. None where git is missing.
fn git(sandbox: &Sandbox, args: &[&str]) -> Option<bool> {
    let folder = Path::new(env!("CARGO_BIN_EXE_tm")).parent()?.to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::env::join_paths([folder].into_iter().chain(std::env::split_paths(&path))).ok()?;
    let output = Command::new("git")
        .args([
            "-c",
            "user.name=golnar",
            "-c",
            "user.email=golnar@example.org",
            "-c",
            "init.defaultBranch=main",
        ])
        .args(args)
        .current_dir(sandbox.path(""))
        .env("HOME", sandbox.path("home"))
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("PATH", paths)
        .output();
    match output {
        Ok(output) => Some(output.status.success()),
        Err(_) => {
            eprintln!("skipped: git is not installed");
            None
        }
    }
}

const BASE: [(&str, &str); 4] = [
    ("اتحاد، مبارزه، پیروزی", "Unity, struggle, victory"),
    ("به اعتصاب بپیوندید", "Join the strike"),
    ("دستمزدها پرداخت نشده است", "Wages have not been paid"),
    ("همبستگی بین\u{200C}المللی", "International solidarity"),
];

/// A memory of BASE, exported and committed, with both ways of working ready.
fn repository(with_driver: bool) -> Option<Sandbox> {
    let sandbox = Sandbox::new();
    git(&sandbox, &["init", "-q"])?;
    if with_driver {
        git(&sandbox, &["config", "merge.tmx.driver", "tm git-merge %O %A %B"])?;
        sandbox.file(".gitattributes", "*.tmx merge=tmx -text\n");
    }
    sandbox.file(".gitignore", "*.tmdb*\nhome\n*.tsv\n");
    let rows: String = BASE.iter().map(|(fa, en)| format!("{fa}\t{en}\n")).collect();
    sandbox.file("base.tsv", format!("fa\ten\n{rows}"));
    sandbox.tm(&["--db", "golnar.tmdb", "import", "base.tsv"]);
    sandbox.tm(&["--db", "omid.tmdb", "import", "base.tsv"]);
    export(&sandbox, "golnar");
    git(&sandbox, &["add", "."])?;
    git(&sandbox, &["commit", "-qm", "base"])?;
    git(&sandbox, &["branch", "omid"])?;
    Some(sandbox)
}

fn export(sandbox: &Sandbox, member: &str) {
    sandbox.tm(&["--db", &format!("{member}.tmdb"), "export", "memory.tmx"]);
}

/// What both do meanwhile, then the merge of omid's branch; tells whether git was content.
fn both_work(sandbox: &Sandbox, golnar: &[&[&str]], omid: &[&[&str]]) -> Option<bool> {
    for (member, branch, work) in [("golnar", "main", golnar), ("omid", "omid", omid)] {
        git(sandbox, &["checkout", "-q", branch])?;
        for command in work {
            let db = format!("{member}.tmdb");
            let done = sandbox.tm(&[&["--db", &db, "-t", "en"], *command].concat());
            assert!(done.contains("[exit 0]"), "{done}");
        }
        export(sandbox, member);
        git(sandbox, &["commit", "-qam", member])?;
    }
    git(sandbox, &["checkout", "-q", "main"])?;
    git(sandbox, &["merge", "-q", "-m", "merge", "omid"])
}

/// What an export of both memories merged says.
fn export_of_both(sandbox: &Sandbox) -> Vec<u8> {
    sandbox.tm(&["--db", "both.tmdb", "import", "golnar.tmdb", "omid.tmdb"]);
    sandbox.output(&["--db", "both.tmdb", "export", "-", "-q"]).stdout
}

#[test]
fn units_apart_from_each_other_merge_without_help() {
    let Some(sandbox) = repository(false) else { return };
    let merged = both_work(
        &sandbox,
        &[&["edit", "اتحاد، مبارزه، پیروزی", "Unity, struggle, victory", "Unity, struggle, victory!"]],
        &[&[
            "edit",
            "همبستگی بین\u{200C}المللی",
            "International solidarity",
            "International workers' solidarity",
        ]],
    );
    assert_eq!(merged, Some(true));
    assert!(sandbox.read("memory.tmx") == export_of_both(&sandbox));
}

#[test]
fn with_the_driver_neighbours_merge_too_and_removals_stay() {
    let Some(sandbox) = repository(true) else { return };
    let merged = both_work(
        &sandbox,
        &[
            &["add", "به اعتصاب سراسری بپیوندید", "Join the general strike"],
            &["remove", "اتحاد، مبارزه، پیروزی"],
        ],
        &[
            &["add", "به اعتصاب بزرگ بپیوندید", "Join the great strike"],
            &["edit", "به اعتصاب بپیوندید", "Join the strike", "Join the strike!"],
        ],
    );
    assert_eq!(merged, Some(true));
    let text = String::from_utf8(sandbox.read("memory.tmx")).unwrap();
    assert_eq!(text.matches("<tu>").count(), 5, "{text}");
    assert!(text.contains("Join the strike!") && !text.contains("Unity"), "{text}");
    assert!(sandbox.read("memory.tmx") == export_of_both(&sandbox));
}

#[test]
fn with_the_driver_two_corrections_are_kept_and_listed_as_a_conflict() {
    let Some(sandbox) = repository(true) else { return };
    let source = "دستمزدها پرداخت نشده است";
    let old = "Wages have not been paid";
    let merged = both_work(
        &sandbox,
        &[&["edit", source, old, "Wages are unpaid"]],
        &[&["edit", source, old, "Wages remain unpaid"]],
    );
    assert_eq!(merged, Some(true));
    let text = String::from_utf8(sandbox.read("memory.tmx")).unwrap();
    assert!(text.contains("Wages are unpaid") && text.contains("Wages remain unpaid") && !text.contains(old));
    assert!(sandbox.read("memory.tmx") == export_of_both(&sandbox));
    assert_eq!(sandbox.code(&["--db", "both.tmdb", "review", "--conflicts"]), 0);
}

#[test]
fn a_full_export_keeps_what_was_said_about_units() {
    let Some(sandbox) = repository(true) else { return };
    for (version, state) in [("base", ""), ("ours", "reviewed"), ("theirs", "")] {
        let db = format!("{version}.tmdb");
        sandbox.tm(&["--db", &db, "import", "base.tsv"]);
        if state == "reviewed" {
            sandbox.tm(&["--db", &db, "review", "approve", "--all"]);
        } else if version == "theirs" {
            sandbox.tm(&["--db", &db, "mark", "private", "--match", "اعتصاب"]);
        }
        sandbox.tm(&["--db", &db, "export", "--full", &format!("{version}.tmx")]);
    }
    assert_eq!(sandbox.code(&["git-merge", "base.tmx", "ours.tmx", "theirs.tmx"]), 0);
    let text = String::from_utf8(sandbox.read("ours.tmx")).unwrap();
    assert_eq!(text.matches("<prop type=\"x-tm-state\">reviewed</prop>").count(), 4, "{text}");
    assert_eq!(text.matches("<prop type=\"x-tm-private\">yes</prop>").count(), 1, "{text}");
    assert_eq!(text.matches("<tu>").count(), 4, "{text}");
}

#[test]
fn files_of_other_programs_get_no_props_of_ours() {
    let Some(sandbox) = repository(true) else { return };
    let file = |extra: &str| {
        format!(
            "<tmx version=\"1.4\"><header srclang=\"fa\"/><body>\n<tu><prop type=\"file\">may.txt</prop>\
             <tuv xml:lang=\"fa\"><seg>نان</seg></tuv><tuv xml:lang=\"en\"><seg>bread</seg></tuv></tu>\n{extra}</body></tmx>"
        )
    };
    let unit =
        "<tu><tuv xml:lang=\"fa\"><seg>کار</seg></tuv><tuv xml:lang=\"en\"><seg>work</seg></tuv></tu>\n";
    for (name, extra) in [("base.tmx", ""), (".merge_file_a1b2", ""), ("theirs.tmx", unit)] {
        sandbox.file(name, file(extra));
    }
    assert_eq!(sandbox.code(&["git-merge", "base.tmx", ".merge_file_a1b2", "theirs.tmx"]), 0);
    let text = String::from_utf8(sandbox.read(".merge_file_a1b2")).unwrap();
    assert!(text.contains("may.txt") && text.contains("work"), "{text}");
    assert!(!text.contains("x-tm") && !text.contains("merge_file"), "{text}");
}

#[test]
fn a_damaged_version_is_left_to_people() {
    let Some(sandbox) = repository(true) else { return };
    let whole = sandbox.read("memory.tmx");
    sandbox.file("base.tmx", &whole);
    sandbox.file("ours.tmx", &whole);
    sandbox.file("theirs.tmx", &whole[..whole.len() / 2]);
    insta::assert_snapshot!(sandbox.tm(&["git-merge", "base.tmx", "ours.tmx", "theirs.tmx"]), @"
    ------- stderr -------
    error: cannot merge theirs.tmx
      caused by: line 10: the file ends inside a unit
      hint: git leaves the file as a conflict; mend that version, or take one side whole
    [exit 2]
    ");
    assert!(sandbox.read("ours.tmx") == whole);
    sandbox.file("empty.tmx", "");
    assert_eq!(sandbox.code(&["git-merge", "empty.tmx", "ours.tmx", "empty.tmx"]), 0);
    assert!(sandbox.read("ours.tmx") == whole);
}
