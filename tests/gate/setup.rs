//! What an administrator sets up: the lines of the keys, and sshd's configuration.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::server::{Server, duban, refusal, skipped, text, user_id};

#[test]
fn the_lines_are_written_whole_and_those_of_others_stay() {
    let Some(server) = Server::start(&[]) else {
        return;
    };
    let file = server.path("home/.ssh/authorized_keys");
    let write = || duban(&server.db, &["gate", "write", file.to_str().unwrap()]);
    text(&write());
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&file), mode(file.parent().unwrap())), (0o600, 0o700));
    let first = fs::read_to_string(&file).unwrap();
    assert_eq!(first.matches("restrict,pty,command=").count(), 4, "{first}");
    for name in ["wang", "li ", "李强", "@office"] {
        assert!(!first.contains(name), "{first}");
    }
    fs::write(&file, format!("ssh-rsa AAAA admin\n{first}# 末行\n")).unwrap();
    text(&duban(&server.db, &["key", "revoke", &server.key_id("li")]));
    text(&write());
    let second = fs::read_to_string(&file).unwrap();
    assert!(second.starts_with("ssh-rsa AAAA admin\n") && second.ends_with("# 末行\n"));
    assert_eq!(
        second.matches("restrict,pty,command=").count(),
        3,
        "{second}"
    );
    let broken = second.replace("# duban end", "");
    fs::write(&file, &broken).unwrap();
    refusal(&write());
    assert_eq!(fs::read_to_string(&file).unwrap(), broken);

    // sshd offers one key at a time; what is not registered gets nothing.
    let line = fs::read_to_string(server.path("wang.pub")).unwrap();
    let words: Vec<&str> = line.split_whitespace().collect();
    let offered = text(&duban(&server.db, &["gate", "keys", words[0], words[1]]));
    assert_eq!(offered.lines().count(), 1);
    assert!(offered.ends_with(&format!("{} {}\n", words[0], words[1])));
    let nobody = duban(&server.db, &["gate", "keys", words[0], "AAAA"]);
    assert_eq!(text(&nobody), "");
    // Only the command line names the file; the environment does not.
    let elsewhere = Command::new(env!("CARGO_BIN_EXE_duban"))
        .args(["gate", "keys"])
        .env_clear()
        .env("HOME", server.folder.path())
        .env("DUBAN_DB", &server.db)
        .output();
    assert!(refusal(&elsewhere.unwrap()).starts_with("还没有数据文件"));
}

/// A folder whose every parent is root's, as sshd wants it for the programs it runs; only root has one.
fn safe_folder() -> Option<tempfile::TempDir> {
    let home = PathBuf::from("/root");
    let is_safe = user_id() == 0
        && [Path::new("/"), &home]
            .iter()
            .all(|it| fs::metadata(it).is_ok_and(|it| it.permissions().mode() & 0o022 == 0));
    is_safe.then(|| {
        tempfile::Builder::new()
            .prefix("duban-gate-")
            .tempdir_in(home)
            .unwrap()
    })
}

/// The piece of configuration that the program prints, for the account of these tests.
fn drop_in(program: &Path, db: &Path) -> String {
    let printed = Command::new(program)
        .args(["--db".as_ref(), db.as_os_str()])
        .args(["gate", "sshd", "--account", "root"])
        .env_clear()
        .output()
        .unwrap();
    text(&printed)
}

#[test]
fn sshd_takes_the_configuration_and_asks_the_program_for_the_keys() {
    let Some(folder) = safe_folder() else {
        skipped("only root has a folder that sshd trusts; AuthorizedKeysCommand was NOT tested");
        return;
    };
    let started = Server::configured(folder, |folder, db| {
        let program = folder.join("duban");
        // By a program of its own: a file that this one had open for writing could not be run while another test starts one.
        let copied = Command::new("cp")
            .arg(env!("CARGO_BIN_EXE_duban"))
            .arg(&program)
            .status();
        assert!(copied.unwrap().success());
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        // Below the piece a careless administrator accepts everything.
        format!("{}\nMatch all\n    AcceptEnv *\n", drop_in(&program, db))
    });
    let Some(server) = started else {
        return;
    };
    let there = server.ask("li", "export weekly");
    let here = duban(&server.db, &["--as", "li", "export", "weekly"]);
    assert_eq!(text(&there), text(&here));
    assert_eq!(server.ask("nobody", "task list").status.code(), Some(255));
    // A key is no longer offered at all once it is revoked.
    text(&duban(&server.db, &["key", "revoke", &server.key_id("li")]));
    assert_eq!(server.ask("li", "task list").status.code(), Some(255));
    text(&server.ask("sun", "task list --limit 1"));
    // What would make the account's own shell run something does not come through.
    let payload = server.path("payload");
    let option = format!("SetEnv=BASH_ENV=$(touch${{IFS}}{})", payload.display());
    text(
        &server
            .client("sun", &["-o", &option])
            .arg("task list --limit 1")
            .output()
            .unwrap(),
    );
    assert!(!payload.exists());
    // Where the key's line alone would not forbid it, the configuration does.
    let effective = Command::new("/usr/sbin/sshd")
        .args(["-T", "-C", "user=root,host=a,addr=127.0.0.1", "-f"])
        .arg(server.path("sshd_config"))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let effective = text(&effective);
    for line in [
        "allowtcpforwarding no",
        "allowagentforwarding no",
        "allowstreamlocalforwarding no",
        "x11forwarding no",
        "permittunnel no",
        "permituserrc no",
        "passwordauthentication no",
        "kbdinteractiveauthentication no",
        "disableforwarding yes",
        "clientaliveinterval 60",
        "clientalivecountmax 3",
        "permituserenvironment no",
    ] {
        assert!(
            effective.lines().any(|it| it == line),
            "{line}:\n{effective}"
        );
    }
}
