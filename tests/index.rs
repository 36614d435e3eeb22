//! The index beside a memory: whatever becomes of its files, the answers are those that there are without it.

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant, SystemTime};

use crate::sandbox::Sandbox;

/// More units than a program indexes for itself.
const UNITS: usize = 700;

const SUBJECTS: [&str; 7] =
    ["کارگران", "معلمان", "پرستاران", "بازنشستگان", "رانندگان", "دانشجویان", "کشاورزان"];
const PLACES: [&str; 10] =
    ["تهران", "اهواز", "تبریز", "سنندج", "مشهد", "اصفهان", "شیراز", "رشت", "کرمان", "اراک"];
const DEEDS: [&str; 10] = [
    "دست به اعتصاب زدند",
    "در خیابان راه\u{200C}پیمایی کردند",
    "خواست خود را نوشتند",
    "به خانه برگشتند",
    "گرد هم آمدند",
    "مزد خود را گرفتند",
    "بیانیه دادند",
    "از همکاران خود دفاع کردند",
    "شورا ساختند",
    "به وعده\u{200C}ها خندیدند",
];

fn text(n: usize) -> String {
    format!("{} {} {}", SUBJECTS[n % 7], PLACES[n / 7 % 10], DEEDS[n / 70 % 10])
}

fn pairs(range: std::ops::Range<usize>) -> String {
    let rows = range.map(|n| format!("{}\tsentence {n}\n", text(n)));
    "fa\ten\n".to_owned() + &rows.collect::<String>()
}

/// The same with translations from which renderings of their words are learnt.
fn translated(range: std::ops::Range<usize>) -> String {
    let subjects = ["workers", "teachers", "nurses", "pensioners", "drivers", "students", "farmers"];
    let places =
        ["Tehran", "Ahvaz", "Tabriz", "Sanandaj", "Mashhad", "Isfahan", "Shiraz", "Rasht", "Kerman", "Arak"];
    let deeds = [
        "went on strike",
        "marched in the street",
        "wrote down their demand",
        "went home",
        "came together",
        "took their wages",
        "issued a statement",
        "defended their colleagues",
        "built a council",
        "laughed at the promises",
    ];
    let row = |n: usize| {
        format!("{}\t{} {} {}\n", text(n), places[n / 7 % 10], subjects[n % 7], deeds[n / 70 % 10])
    };
    "fa\ten\n".to_owned() + &range.map(row).collect::<String>()
}

/// A large memory, and a document to look up in it.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.file("pairs.tsv", pairs(0..UNITS));
    sandbox.tm(&["--db", "m.tmdb", "import", "pairs.tsv"]);
    let lines = [
        text(3),
        text(71).replace("کردند", "می\u{200C}کنند"),
        "پرستاران دلیر تهران دست به اعتصاب زدند".to_owned(),
        "معلمان اصفهان شورای خود را ساختند".to_owned(),
        "چیزی که در هیچ حافظه\u{200C}ای نیست".to_owned(),
    ];
    sandbox.file("document.txt", lines.join("\n"));
    sandbox
}

fn suggest(sandbox: &Sandbox) -> String {
    let args = ["--db", "m.tmdb", "-s", "fa", "-t", "en", "--json", "suggest", "document.txt", "--no-terms"];
    let output = sandbox.output(&args);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(0) && said.is_empty(), "{said}");
    String::from_utf8(output.stdout).unwrap()
}

/// The answers without any file: the place of the folder is taken.
fn suggest_without(sandbox: &Sandbox) -> String {
    let (folder, aside) = (sandbox.path("m.tmdb.index"), sandbox.path("aside"));
    let moved = fs::rename(&folder, &aside).is_ok();
    fs::write(&folder, "no folder").unwrap();
    let answers = suggest(sandbox);
    fs::remove_file(&folder).unwrap();
    if moved {
        fs::rename(&aside, &folder).unwrap();
    }
    answers
}

/// The files of the index, but for the lock.
fn files(sandbox: &Sandbox) -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(sandbox.path("m.tmdb.index")).into_iter().flatten().flatten();
    let named = entries.map(|entry| (entry.file_name().into_string().unwrap(), entry.path()));
    let mut files: Vec<_> = named.filter(|(name, _)| name != "lock").collect();
    files.sort();
    files
}

fn names(sandbox: &Sandbox) -> Vec<String> {
    files(sandbox).into_iter().map(|(name, _)| name).collect()
}

#[test]
fn a_large_memory_gets_one_and_a_small_one_does_not() {
    let sandbox = sandbox();
    let expected = suggest_without(&sandbox);
    assert!(
        expected.matches("\"exact\"").count() == 1 && expected.matches("\"fuzzy\"").count() > 5,
        "{expected}"
    );
    assert_eq!(suggest(&sandbox), expected);
    assert_eq!(names(&sandbox), ["fa.0-700"]);
    assert_eq!(suggest(&sandbox), expected);
    let small = Sandbox::with_memory();
    assert_eq!(small.code(&["suggest", "نان"]), 1);
    assert!(!small.path("memory.tmdb.index").exists());
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = sandbox();
    suggest(&sandbox);
    let mode = |path: &PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&sandbox.path("m.tmdb.index")), 0o700);
    assert_eq!(mode(&sandbox.path("m.tmdb.index/lock")), 0o600);
    assert_eq!(mode(&files(&sandbox)[0].1), 0o600);
}

#[test]
fn flipped_bytes_and_cut_ends_change_no_answer() {
    let sandbox = sandbox();
    let expected = suggest(&sandbox);
    let path = files(&sandbox)[0].1.clone();
    let bytes = fs::read(&path).unwrap();
    let step = bytes.len() / 40;
    // The magic number, version, stamp and checksum of the head, then everywhere.
    for place in [0, 8, 13, 33, 41, 50].into_iter().chain((77..bytes.len()).step_by(step)) {
        let mut flipped = bytes.clone();
        flipped[place] ^= 1 << (place % 8);
        replace(&path, &flipped);
        assert_eq!(suggest(&sandbox), expected, "byte {place}");
    }
    for length in [0, 5, 40, 4096, bytes.len() / 2, bytes.len() - 1] {
        replace(&path, &bytes[..length]);
        assert_eq!(suggest(&sandbox), expected, "{length} bytes");
        assert_eq!(fs::read(&path).unwrap().len(), bytes.len());
    }
    replace(&path, b"tm index of something else entirely, and long enough to have a head that could be one");
    assert_eq!(suggest(&sandbox), expected);
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_a_file_is_not_waited_for() {
    let sandbox = sandbox();
    let expected = suggest(&sandbox);
    let make = |name: &str| {
        let path = sandbox.path("m.tmdb.index").join(name);
        let _ = fs::remove_file(&path);
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        path
    };
    for name in names(&sandbox) {
        let pipe = make(&name);
        assert_eq!(suggest(&sandbox), expected);
        assert!(pipe.metadata().unwrap().is_file(), "{name} is written anew");
    }
    // A pipe of another name that is one of ours goes with the next look-up.
    let (other, lock) = (make("fa.0-9"), make("lock"));
    assert_eq!(suggest(&sandbox), expected);
    fs::remove_file(&lock).unwrap();
    assert_eq!(suggest(&sandbox), expected);
    assert!(!other.exists());
    // Without a lock nobody may write there; what is in the memory is found all the same.
    make("lock");
    let (name, path) = files(&sandbox)[0].clone();
    fs::remove_file(path).unwrap();
    assert_eq!(suggest(&sandbox), expected);
    assert_eq!(names(&sandbox), [""; 0], "{name}");
    assert_eq!(sandbox.code(&["--db", "m.tmdb", "find", "کارگران"]), 0);
    let said = sandbox.tm(&["--db", "m.tmdb", "purge", "--yes", &text(3)]);
    assert!(said.contains("cannot be removed: its lock is no file") && said.ends_with("[exit 1]"), "{said}");
}

/// What only passages and the concordance read, where nothing matches.
#[test]
fn damage_that_only_assembling_or_finding_touches_changes_no_answer() {
    let sandbox = Sandbox::new();
    sandbox.file("pairs.tsv", translated(0..UNITS));
    sandbox.tm(&["--db", "m.tmdb", "import", "pairs.tsv"]);
    // Halves of units that no unit has side by side.
    sandbox.file(
        "halves.txt",
        "به پزشک گفتند که کارگران تهران هنوز آنجا هستند و بازنشستگان اهواز با هم بیانیه دادند",
    );
    let ask = |args: &[&str]| {
        let output = sandbox.output(&[&["--db", "m.tmdb", "-s", "fa", "-t", "en", "--json"], args].concat());
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8(output.stdout).unwrap()
    };
    let questions: [&[&str]; 3] = [
        &["suggest", "halves.txt", "--no-terms", "--min", "90"],
        &["find", "خیابان", "--limit", "3"],
        &["find", "بیانیه دادند", "--in", "source", "--limit", "3"],
    ];
    let expected = questions.map(ask);
    assert!(
        expected[0].contains(r#""pairs":"#) && !expected[0].contains(r#""kind":"fuzzy""#),
        "{}",
        expected[0]
    );
    assert!(expected[1].contains(r#""count":{"units":70,"exact":true}"#), "{}", expected[1]);
    let path = files(&sandbox).into_iter().find(|(name, _)| name.starts_with("fa")).unwrap().1;
    let bytes = fs::read(&path).unwrap();
    let mut renewed = 0;
    for place in (4096..bytes.len()).step_by(4096 * 3 / 2) {
        let mut flipped = bytes.clone();
        flipped[place] ^= 1 << (place % 8);
        for (question, expected) in questions.iter().zip(&expected) {
            replace(&path, &flipped);
            assert_eq!(ask(question), *expected, "byte {place}, {question:?}");
            renewed += usize::from(fs::read(&path).unwrap() == bytes);
        }
    }
    // What was touched was found out and made anew; what was not, lies there as it was.
    assert!(renewed > 3, "{renewed}");
}

/// As a file comes there: under a new name, then renamed.
fn replace(path: &PathBuf, bytes: &[u8]) {
    let new = path.with_extension("new");
    fs::write(&new, bytes).unwrap();
    fs::rename(&new, path).unwrap();
}

#[test]
fn the_index_of_another_memory_or_of_an_older_copy_is_not_used() {
    let sandbox = sandbox();
    suggest(&sandbox);
    let own = fs::read(&files(&sandbox)[0].1).unwrap();
    let before = sandbox.read("m.tmdb");
    // Another memory, as many units, no text in common.
    sandbox.file("other.tsv", pairs(0..UNITS).replace("دست به", "پا به").replace("خود", "خویش"));
    sandbox.tm(&["--db", "o.tmdb", "import", "other.tsv"]);
    sandbox.tm(&["--db", "o.tmdb", "-s", "fa", "-t", "en", "suggest", "document.txt"]);
    let other = fs::read(sandbox.path("o.tmdb.index/fa.0-700")).unwrap();
    assert_ne!(own, other);
    let expected = suggest_without(&sandbox);
    replace(&files(&sandbox)[0].1, &other);
    assert_eq!(suggest(&sandbox), expected);
    assert_ne!(fs::read(&files(&sandbox)[0].1).unwrap(), other, "it is made anew");
    // A copy of the memory is put back, and other things are written.
    sandbox.tm(&["--db", "m.tmdb", "add", "پرستاران دلیر تهران دست به کار شدند", "at work", "-t", "en"]);
    sandbox.file("more.tsv", pairs(UNITS..2 * UNITS).replace("sentence", "later"));
    sandbox.tm(&["--db", "m.tmdb", "import", "more.tsv"]);
    suggest(&sandbox);
    for ending in ["-wal", "-shm"] {
        let _ = fs::remove_file(sandbox.path(&format!("m.tmdb{ending}")));
    }
    fs::write(sandbox.path("m.tmdb"), before).unwrap();
    sandbox.tm(&["--db", "m.tmdb", "add", "معلمان اصفهان مدرسه ساختند", "a school", "-t", "en"]);
    sandbox.tm(&["--db", "m.tmdb", "import", "more.tsv"]);
    let expected = suggest_without(&sandbox);
    assert!(expected.contains("a school") && !expected.contains("at work"));
    assert_eq!(suggest(&sandbox), expected);
}

#[test]
fn a_clock_that_goes_backwards_changes_nothing() {
    let sandbox = sandbox();
    let expected = suggest(&sandbox);
    let path = files(&sandbox)[0].1.clone();
    let made = fs::read(&path).unwrap();
    let year = Duration::from_secs(365 * 24 * 3600);
    for (memory, index) in [
        (SystemTime::now() + year, SystemTime::now() - year),
        (SystemTime::UNIX_EPOCH, SystemTime::now() + year),
    ] {
        for (path, time) in [(&sandbox.path("m.tmdb"), memory), (&path, index)] {
            fs::File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
        }
        assert_eq!(suggest(&sandbox), expected);
        assert!(fs::read(&path).unwrap() == made, "it is used as it is");
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), index, "and not written anew");
        let new =
            format!("پرستاران دلیر تهران {} دست به اعتصاب زدند", if index > memory { "باز" } else { "هم" });
        sandbox.tm(&["--db", "m.tmdb", "add", &new, "again", "-s", "fa", "-t", "en"]);
        let found = suggest(&sandbox);
        assert!(found.contains(&new), "{found}");
        assert_eq!(found, suggest_without(&sandbox));
        sandbox.tm(&["--db", "m.tmdb", "undo"]);
    }
}

#[test]
fn every_write_is_seen_at_once() {
    let sandbox = sandbox();
    suggest(&sandbox);
    let write = |args: &[&str]| {
        let said = sandbox.tm(&[&["--db", "m.tmdb", "-s", "fa", "-t", "en"], args].concat());
        assert!(said.contains("[exit 0]"), "{said}");
        let answers = suggest(&sandbox);
        assert_eq!(answers, suggest_without(&sandbox), "{args:?}");
        answers
    };
    let new = "پرستاران دلیر تهران دست به اعتصاب زده\u{200C}اند";
    assert!(write(&["add", new, "nurses on strike"]).contains("nurses on strike"));
    assert!(!write(&["undo", "2"]).contains("nurses on strike"));
    assert!(write(&["undo", "3"]).contains("nurses on strike"));
    assert!(!write(&["remove", &text(3)]).contains("\"exact\""));
    assert!(write(&["undo", "5"]).contains("\"exact\""));
    let edited = write(&["edit", new, "nurses on strike", "nurses strike"]);
    assert!(edited.contains("nurses strike") && !edited.contains("nurses on strike"));
    sandbox.file("more.tsv", pairs(UNITS..UNITS + 40).replace("\tsentence", "ای\tmore"));
    write(&["import", "more.tsv"]);
    assert_eq!(names(&sandbox), ["fa.0-700"]);
    sandbox.tm(&["--db", "m.tmdb", "backup", "b.tmdb"]);
    write(&["remove", &text(3)]);
    assert!(write(&["restore", "b.tmdb"]).contains("\"exact\""));
    assert_eq!(names(&sandbox).len(), 1);
}

#[test]
fn what_is_purged_is_in_no_file_of_it() {
    let sandbox = sandbox();
    let secret = "شاهین\u{200C}دژ";
    sandbox.tm(&["--db", "m.tmdb", "add", &format!("شورای پنهان {secret}"), "hidden council", "-t", "en"]);
    suggest(&sandbox);
    let holds = |sandbox: &Sandbox| {
        let has = |bytes: Vec<u8>, word: &str| bytes.windows(word.len()).any(|part| part == word.as_bytes());
        files(sandbox).into_iter().any(|(_, path)| has(fs::read(path).unwrap(), "شاهین"))
    };
    assert!(holds(&sandbox), "its words are in the index");
    // A leftover of a killed program holds it as well.
    fs::copy(&files(&sandbox)[0].1, sandbox.path("m.tmdb.index/.tm-new-aB3dE9")).unwrap();
    let said = sandbox.tm(&["--db", "m.tmdb", "purge", &format!("شورای پنهان {secret}"), "--yes"]);
    assert!(said.contains("[exit 0]"), "{said}");
    assert!(names(&sandbox).is_empty());
    suggest(&sandbox);
    assert!(!names(&sandbox).is_empty() && !holds(&sandbox));
}

#[test]
fn a_purge_that_comes_with_a_merge_is_in_no_file_either() {
    let sandbox = sandbox();
    fs::copy(sandbox.path("m.tmdb"), sandbox.path("theirs.tmdb")).unwrap();
    suggest(&sandbox);
    // Here it was removed, there it was purged: nothing of our lives changes.
    sandbox.tm(&["--db", "m.tmdb", "remove", &text(3), "-s", "fa", "-t", "en"]);
    suggest(&sandbox);
    assert!(!names(&sandbox).is_empty());
    sandbox.tm(&["--db", "theirs.tmdb", "purge", &text(3), "--yes"]);
    let said = sandbox.tm(&["--db", "m.tmdb", "import", "theirs.tmdb"]);
    assert!(said.contains("1 purged there and now here"), "{said}");
    assert!(names(&sandbox).is_empty());
}

#[test]
fn what_a_killed_program_did_not_remove_goes_with_the_next_look_up() {
    let sandbox = sandbox();
    suggest(&sandbox);
    sandbox.output(&["--db", "m.tmdb", "-s", "en", "-t", "fa", "suggest", "sentence 5", "--no-terms"]);
    let before: Vec<_> =
        files(&sandbox).into_iter().map(|(_, path)| (fs::read(&path).unwrap(), path)).collect();
    assert_eq!(names(&sandbox), ["en.0-700", "fa.0-700"]);
    for deed in DEEDS.iter().skip(7) {
        let said = sandbox.tm(&["--db", "m.tmdb", "purge", deed, "--containing", "--yes"]);
        assert!(said.contains("[exit 0]"), "{said}");
    }
    assert!(names(&sandbox).is_empty());
    // As if the program had been killed between the purge and the removal.
    for (bytes, path) in &before {
        fs::write(path, bytes).unwrap();
    }
    let begun = sandbox.file("m.tmdb.index/.tm-new-aB3dE9", &before[0].0);
    let expected = suggest_without(&sandbox);
    assert_eq!(suggest(&sandbox), expected);
    assert_eq!(names(&sandbox), ["fa.0-700"], "that of the other language goes too");
    assert!(before.iter().all(|(bytes, path)| fs::read(path).ok().as_ref() != Some(bytes)));
    // Also where there is nothing to write.
    fs::write(&before[0].1, &before[0].0).unwrap();
    sandbox.file("m.tmdb.index/.tm-new-aB3dE9", &before[0].0);
    assert_eq!(suggest(&sandbox), expected);
    assert_eq!(names(&sandbox), ["fa.0-700"]);
    assert!(!begun.exists());
}

#[test]
fn programs_that_need_one_at_once_make_one() {
    let sandbox = sandbox();
    let expected = suggest_without(&sandbox);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| assert_eq!(suggest(&sandbox), expected));
        }
    });
    assert_eq!(names(&sandbox), ["fa.0-700"]);
}

#[test]
fn who_waits_for_one_goes_on_when_the_other_stops_or_is_killed() {
    let sandbox = sandbox();
    let expected = suggest_without(&sandbox);
    fs::create_dir(sandbox.path("m.tmdb.index")).unwrap();
    let lock = fs::File::create(sandbox.path("m.tmdb.index/lock")).unwrap();
    lock.lock().unwrap();
    // The other has stopped and never lets go.
    assert_eq!(suggest(&sandbox), expected);
    assert!(names(&sandbox).is_empty());
    // The system takes a killed program's lock away.
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(suggest(&sandbox), expected));
        }
        std::thread::sleep(Duration::from_millis(200));
        drop(lock);
    });
    assert_eq!(names(&sandbox), ["fa.0-700"]);
}

#[test]
fn a_kill_while_it_is_written_leaves_no_wrong_one() {
    const KILLS: u32 = 20;
    let sandbox = sandbox();
    sandbox.file("more.tsv", pairs(0..4000).replace("\tsentence", "ای\tmore"));
    sandbox.tm(&["--db", "m.tmdb", "import", "more.tsv"]);
    let expected = suggest_without(&sandbox);
    let start = || {
        let args = ["--db", "m.tmdb", "-s", "fa", "-t", "en", "suggest", "document.txt"];
        sandbox
            .command(&args)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    let begun = Instant::now();
    start().wait().unwrap();
    let whole = begun.elapsed();
    for moment in 0..KILLS {
        for (_, path) in files(&sandbox) {
            fs::remove_file(path).unwrap();
        }
        let mut program = start();
        std::thread::sleep(whole * moment / KILLS);
        program.kill().unwrap();
        program.wait().unwrap();
        assert_eq!(suggest(&sandbox), expected);
    }
    let left = sandbox.file("m.tmdb.index/.tm-new-aB3dE9", "half");
    let old = SystemTime::now() - Duration::from_secs(3600);
    fs::File::options().write(true).open(&left).unwrap().set_modified(old).unwrap();
    fs::remove_file(&files(&sandbox).last().unwrap().1).unwrap();
    assert_eq!(suggest(&sandbox), expected);
    assert!(!left.exists(), "what a killed program left goes with the next file");
}

#[test]
fn empty_memories_empty_and_huge_segments() {
    let sandbox = sandbox();
    suggest(&sandbox);
    sandbox.tm(&["--db", "e.tmdb", "init"]);
    let empty = Sandbox::new();
    empty.tm(&["init", "-q"]);
    assert_eq!(empty.code(&["suggest", "نان"]), 1);
    let ask = |input: String| {
        sandbox.file("input.txt", input);
        sandbox.output(&["--db", "m.tmdb", "-s", "fa", "-t", "en", "suggest", "input.txt", "--no-terms"])
    };
    assert_eq!(ask("\n \n\u{200C}\n".into()).status.code(), Some(1));
    assert!(matches!(ask("،؛ ! ؟\n".into()).status.code(), Some(0 | 1)));
    let huge = "کارگران اهواز ".repeat(40_000);
    assert!(huge.len() > 1_000_000);
    assert!(matches!(ask(huge).status.code(), Some(0 | 1)));
    assert!(matches!(ask("ا".repeat(500_000)).status.code(), Some(0 | 1)));
    // And in the memory.
    sandbox.file("long.tsv", format!("fa\ten\n{}\tlong\n", "معلمان تهران ".repeat(20_000)));
    sandbox.tm(&["--db", "m.tmdb", "import", "long.tsv"]);
    assert_eq!(suggest(&sandbox), suggest_without(&sandbox));
}

#[test]
fn the_doctor_tells_how_it_is() {
    let sandbox = sandbox();
    let index = |sandbox: &Sandbox| {
        let said = sandbox.tm(&["--db", "m.tmdb", "doctor"]);
        let is_other = |line: &&str| line.split_whitespace().nth(1) != Some("index");
        let mut lines = said.lines().skip_while(is_other).map(str::trim);
        let found = lines.next().unwrap_or_default();
        let advice = lines.next().filter(|line| line.starts_with("->")).unwrap_or_default();
        // The size is that of this version.
        let (before, behind) = found.split_once(" KB").unwrap_or((found, ""));
        let sized = before.trim_end_matches(|c: char| c.is_ascii_digit());
        let size = if sized == before { "" } else { "[SIZE] KB" };
        format!("{sized}{size}{behind}\n{advice}").trim().to_owned()
    };
    assert_eq!(index(&sandbox), "");
    suggest(&sandbox);
    insta::assert_snapshot!(index(&sandbox), @"ok       index               it has everything: 700 texts in fa, [SIZE] KB");
    sandbox.tm(&["--db", "m.tmdb", "add", "نان و آزادی", "bread and freedom", "-s", "fa", "-t", "en"]);
    insta::assert_snapshot!(index(&sandbox), @"ok       index               700 texts in fa, [SIZE] KB; 1 unit newer or changed, indexed at each start");
    let path = files(&sandbox)[0].1.clone();
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    replace(&path, &bytes);
    insta::assert_snapshot!(index(&sandbox), @"
    note     index               1 file of fa of no use: damaged, or of another state
    -> the next tm suggest makes it anew
    ");
}
