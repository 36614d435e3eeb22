//! A folder of its own for each test, and `tm` run in it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder that vanishes with the test; `tm` runs in it with a home of its own.
pub struct Sandbox {
    folder: tempfile::TempDir,
}

impl Sandbox {
    pub fn new() -> Sandbox {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("home")).unwrap();
        Sandbox { folder }
    }

    /// A sandbox with a memory of two pairs, found through `tm.toml`.
    pub fn with_memory() -> Sandbox {
        let sandbox = Sandbox::new();
        sandbox.tm(&["init", "-q"]);
        sandbox.file(
            "pairs.tsv",
            "fa\ten\tde\n\
             کارگران نیشکر هفت\u{200C}تپه دست به اعتصاب زدند.\tThe sugarcane workers of Haft Tappeh went on strike.\tDie Zuckerrohrarbeiter von Haft Tappeh sind in den Streik getreten.\n\
             دستمزدها سه ماه است پرداخت نشده است.\tWages have not been paid for three months.\t\n",
        );
        // Two pairs of no text.
        sandbox.tm(&["import", "-q", "--order", "none", "pairs.tsv"]);
        sandbox
    }

    /// A young memory, found where none is named: each phrase stands two or three times.
    pub fn with_young_memory() -> Sandbox {
        let sandbox = Sandbox::new();
        sandbox.file(
            "young.tsv",
            "fa\ten\n\
             صندوق اعتصاب از خانواده\u{200C}ها حمایت می\u{200C}کند.\tThe strike fund supports the families.\n\
             هر عضو به صندوق اعتصاب پول می\u{200C}دهد.\tEvery member pays into the strike fund.\n\
             موجودی صندوق اعتصاب کافی است.\tThe strike fund has enough money.\n\
             زندانیان سیاسی را آزاد کنید!\tFree the political prisoners!\n\
             خانواده\u{200C}ها برای زندانیان سیاسی نامه نوشتند.\tThe families wrote letters for the political prisoners.\n\
             هر عضو نامه را امضا کرد.\tEvery member signed the letter.\n",
        );
        sandbox.tm(&["import", "-q", "young.tsv"]);
        sandbox
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    /// The program, ready to run with these arguments.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tm"));
        command
            .args(args)
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.path("home"))
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .stdin(Stdio::null());
        command
    }

    pub fn output(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// Standard output, standard error and exit code as one text.
    pub fn tm(&self, args: &[&str]) -> String {
        self.shown(self.output(args))
    }

    /// The same with something on standard input.
    pub fn tm_with(&self, args: &[&str], input: impl AsRef<[u8]>) -> String {
        let mut child = self
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that reads nothing closes its end; that is its right.
        let _ = child.stdin.take().unwrap().write_all(input.as_ref());
        self.shown(child.wait_with_output().unwrap())
    }

    fn shown(&self, output: Output) -> String {
        let text = |bytes: &[u8]| {
            let here = self.folder.path().to_string_lossy().into_owned();
            String::from_utf8(bytes.to_vec())
                .unwrap()
                .replace(&here, "[HERE]")
                .replace(&workbench::clock::today(), "[TODAY]")
        };
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        let talk = if err.is_empty() { String::new() } else { format!("------- stderr -------\n{err}") };
        format!("{out}{talk}[exit {}]", output.status.code().unwrap())
    }

    /// The only exit code, for tests that look at nothing else.
    pub fn code(&self, args: &[&str]) -> i32 {
        self.output(args).status.code().unwrap()
    }
}

/// A file of the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
