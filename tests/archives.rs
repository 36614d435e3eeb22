//! TMX in ZIP archives, good ones and those made to do harm.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::sandbox::{Sandbox, repository};

fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    packed(members, CompressionMethod::Deflated)
}

fn packed(members: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(repository("tests/fixtures/tmx").join(name)).unwrap()
}

fn import(sandbox: &Sandbox, name: &str, bytes: &[u8]) -> String {
    sandbox.file(name, bytes);
    sandbox.tm(&["--db", "m.tmdb", "import", name])
}

/// Where `needle` begins, every time.
fn places(bytes: &[u8], needle: &[u8]) -> Vec<usize> {
    (0..bytes.len()).filter(|at| bytes[*at..].starts_with(needle)).collect()
}

#[test]
fn every_memory_in_an_archive_is_read() {
    let sandbox = Sandbox::new();
    let bytes = archive(&[
        ("readme.txt", b"how to use this"),
        ("اصلی.tmx", &fixture("context/memoq.tmx")),
        ("old/1401\\omegat.TMX", &fixture("context/omegat-alternatives.tmx")),
        ("old/damaged.tmx", &fixture("broken/bare-ampersand.tmx")),
        ("packed.tmx.gz", &fixture("encoding/packed.tmx.gz")),
        ("__MACOSX/._asli.tmx", b"\0\x05\x16\x07"),
        ("nested.zip", &archive(&[("deep.tmx", &fixture("text/cdata.tmx"))])),
    ]);
    insta::assert_snapshot!(import(&sandbox, "memoq.zip", &bytes), @"
    ------- stderr -------
    memoq.zip/readme.txt: left out, no TMX
    memoq.zip/__MACOSX/._asli.tmx: left out, no TMX
    memoq.zip/nested.zip: left out, no TMX
    Created the memory m.tmdb.
    memoq.zip/old/damaged.tmx: line 11: a bare `&`
    memoq.zip/اصلی.tmx names in what it says about its units (--no-metadata leaves it out):
      person: golnar (2), omid (2)
    memoq.zip/old/1401/omegat.TMX names in what it says about its units (--no-metadata leaves it out):
      person: golnar (3)
    memoq.zip/اصلی.tmx: 2 new
    memoq.zip/old/1401/omegat.TMX: 2 new
    memoq.zip/old/damaged.tmx: 2 new, 1 skipped
    memoq.zip/packed.tmx.gz: 2 new
    Write 1; tm undo 1 takes it back.
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "undo", "--list"]), @"
       1  [TODAY]  import  memoq.zip
    [exit 0]
    ");
    let again = import(&sandbox, "memoq.zip", &bytes);
    assert!(again.contains("0 new, 2 already here") && !again.contains("merged"), "{again}");
    let unpacked = import(&sandbox, "اصلی.tmx", &fixture("context/memoq.tmx"));
    assert!(unpacked.contains("0 new, 2 already here"), "a member is the same file outside: {unpacked}");
}

#[test]
fn what_cannot_be_read_is_named() {
    let sandbox = Sandbox::new();
    let good = fixture("text/cdata.tmx");
    let mut bytes = archive(&[("good.tmx", &good), ("page.tmx", b"<html></html>"), ("secret.tmx", &good)]);
    // Bit 0 of the flags (APPNOTE 4.4.4) says that a member is encrypted.
    let local = places(&bytes, b"PK\x03\x04")[2];
    let central = places(&bytes, b"PK\x01\x02")[2];
    bytes[local + 6] |= 1;
    bytes[central + 8] |= 1;
    insta::assert_snapshot!(import(&sandbox, "mixed.zip", &bytes), @"
    ------- stderr -------
    Created the memory m.tmdb.
    mixed.zip/page.tmx: line 1: the root element is <html>, not <tmx>
    mixed.zip/secret.tmx: it is encrypted
    mixed.zip/good.tmx: 1 new
    mixed.zip/page.tmx: 0 new, 1 skipped
    mixed.zip/secret.tmx: 0 new, 1 skipped
    Write 1; tm undo 1 takes it back.
    [exit 1]
    ");
}

#[test]
fn an_archive_without_a_memory_is_one_error() {
    let sandbox = Sandbox::new();
    insta::assert_snapshot!(import(&sandbox, "letter.docx", &archive(&[("word/document.xml", b"<w:document/>")])), @"
    ------- stderr -------
    error: there is no TMX to import in letter.docx
      hint: tm import reads the .tmx and .tmx.gz files of an archive; nothing was changed
    [exit 2]
    ");
    insta::assert_snapshot!(import(&sandbox, "empty.zip", &archive(&[])), @"
    ------- stderr -------
    error: there is no TMX to import in empty.zip
      hint: tm import reads the .tmx and .tmx.gz files of an archive; nothing was changed
    [exit 2]
    ");
    insta::assert_snapshot!(import(&sandbox, "pages.zip", &archive(&[("a.tmx", b"<html></html>")])), @"
    ------- stderr -------
    error: there is no TMX to import in pages.zip
      caused by: pages.zip/a.tmx: line 1: the root element is <html>, not <tmx>
      hint: tm import reads the .tmx and .tmx.gz files of an archive; nothing was changed
    [exit 2]
    ");
    let whole = archive(&[("a.tmx", &fixture("text/cdata.tmx"))]);
    let cut = import(&sandbox, "cut.zip", &whole[..whole.len() / 2]);
    assert!(
        cut.starts_with("------- stderr -------\nerror: cannot read cut.zip as a ZIP")
            && cut.ends_with("[exit 2]"),
        "{cut}"
    );
    insta::assert_snapshot!(sandbox.tm_with(&["--db", "m.tmdb", "import", "-"], &whole), @"
    ------- stderr -------
    error: cannot read - as a ZIP archive
      caused by: its directory stands at its end, so it has to be a file
      hint: unpack it and give tm import the files in it; nothing was changed
    [exit 2]
    ");
    assert!(!sandbox.path("m.tmdb").exists(), "a refused archive makes no memory");
}

#[test]
fn no_path_of_an_archive_is_written() {
    let sandbox = Sandbox::new();
    let good = fixture("text/cdata.tmx");
    let bytes = archive(&[("../../evil.tmx", &good), ("/tmp/evil.tmx", &good), ("C:\\evil.tmx", &good)]);
    sandbox.file("inner/evil.zip", &bytes);
    let said = sandbox.tm(&["--db", "m.tmdb", "import", "inner/evil.zip"]);
    assert!(said.contains("inner/evil.zip/../../evil.tmx: 1 new") && said.ends_with("[exit 0]"), "{said}");
    let mut names: Vec<String> = std::fs::read_dir(sandbox.path("."))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["home", "inner", "m.tmdb"]);
    assert_eq!(std::fs::read_dir(sandbox.path("inner")).unwrap().count(), 1);
}

#[test]
fn bombs_are_refused() {
    const SPACES: usize = 70 << 20;
    let sandbox = Sandbox::new();
    let bomb = [b"<tmx version=\"1.4\"><body>".as_slice(), &vec![b' '; SPACES], b"</body></tmx>"].concat();
    let said = import(&sandbox, "bomb.zip", &archive(&[("bomb.tmx", &bomb)]));
    insta::assert_snapshot!(said, @"
    ------- stderr -------
    Created the memory m.tmdb.
    error: cannot read bomb.zip/bomb.tmx
      caused by: it unpacks to far more than any memory does
    [exit 2]
    ");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&bomb).unwrap();
    let gzip = gzip.finish().unwrap();
    for (name, bytes) in [("bomb.tmx.gz", gzip.clone()), ("boxed.zip", archive(&[("bomb.tmx.gz", &gzip)]))] {
        let said = import(&sandbox, name, &bytes);
        assert!(said.contains("far more than any memory") && said.ends_with("[exit 2]"), "{said}");
    }
    let many: Vec<String> = (0..1001).map(|n| format!("{n}.tmx")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), b"<tmx/>".as_slice())).collect();
    let said = import(&sandbox, "many.zip", &archive(&many));
    assert!(said.contains("more than 1000 TMX files") && said.ends_with("[exit 2]"), "{said}");
    let units = sandbox.output(&["--db", "m.tmdb", "export", "-", "--format", "jsonl"]).stdout;
    assert!(units.is_empty());
}

#[test]
fn archives_that_contradict_themselves_are_refused() {
    let sandbox = Sandbox::new();
    let good = fixture("text/cdata.tmx");
    let bytes = packed(&[("a.tmx", &good)], CompressionMethod::Stored);
    let mut flipped = bytes.clone();
    let place = places(&bytes, b"bread")[0];
    flipped[place] = b'B';
    let said = import(&sandbox, "flipped.zip", &flipped);
    assert!(said.contains("its checksum is wrong") && said.ends_with("[exit 2]"), "{said}");
    let mut twice = packed(&[("a.tmx", &good), ("b.tmx", &good)], CompressionMethod::Stored);
    places(&twice, b"b.tmx").into_iter().for_each(|at| twice[at] = b'a');
    let said = import(&sandbox, "twice.zip", &twice);
    assert!(said.contains("two of its members have one name") && said.ends_with("[exit 2]"), "{said}");
    // Both entries of the directory stand for the same bytes.
    let central = places(&bytes, b"PK\x01\x02")[0];
    let end = places(&bytes, b"PK\x05\x06")[0];
    let entry = &bytes[central..end];
    let mut second = entry.to_vec();
    second[46] = b'b';
    let mut overlapping = [&bytes[..central], entry, &second, &bytes[end..]].concat();
    let end = end + entry.len();
    overlapping[end + 8] = 2;
    overlapping[end + 10] = 2;
    let size = (2 * entry.len() as u32).to_le_bytes();
    overlapping[end + 12..end + 16].copy_from_slice(&size);
    let said = import(&sandbox, "overlapping.zip", &overlapping);
    assert!(said.contains("members overlap") && said.ends_with("[exit 2]"), "{said}");
    assert!(sandbox.output(&["--db", "m.tmdb", "export", "-"]).stdout.is_empty());
}
