//! Every command of the README's tour runs and ends as it says.

use crate::sandbox::{Sandbox, repository};

/// Lines of the README's ```console blocks that begin with `$ tm`, in order.
fn tour() -> Vec<String> {
    let readme = std::fs::read_to_string(repository("README.md")).unwrap();
    let blocks = readme.split("```console\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.flat_map(str::lines).filter_map(|line| line.strip_prefix("$ ")).map(str::to_owned).collect()
}

#[cfg(unix)]
#[test]
fn the_tour_runs() {
    let sandbox = Sandbox::new();
    for name in ["statement.fa.txt", "tmx/several.tmx", "repair/mutool-1.txt"] {
        let source = repository("tests/fixtures").join(name);
        std::fs::copy(&source, sandbox.path(source.file_name().unwrap().to_str().unwrap())).unwrap();
    }
    let bin = std::path::Path::new(env!("CARGO_BIN_EXE_tm")).parent().unwrap().to_owned();
    let path = std::env::join_paths(
        std::iter::once(bin).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
    );
    let commands = tour();
    assert!(commands.len() >= 10, "{commands:?}");
    for line in commands {
        let output = std::process::Command::new("bash")
            .args(["-c", &line])
            .current_dir(sandbox.path(""))
            .env_clear()
            .env("HOME", sandbox.path("home"))
            .env("PATH", path.as_ref().unwrap())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{line}\n{said}");
    }
}
