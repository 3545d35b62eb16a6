//! `duban key` on the machine itself.

use std::process::{Command, Output, Stdio};

use crate::server::{refusal, text};

/// A file with two people, and the program on it.
struct Sandbox {
    folder: tempfile::TempDir,
}

impl Sandbox {
    fn new() -> Self {
        let sandbox = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        text(&sandbox.run("seed anshan-2018", b""));
        text(&sandbox.run("user add wang --role coordinator", b""));
        text(&sandbox.run("user add li --role liaison --department 市卫健委", b""));
        sandbox
    }

    fn run(&self, words: &str, input: &[u8]) -> Output {
        let mut child = Command::new(env!("CARGO_BIN_EXE_duban"))
            .args(["--db", "duban.db", "--today", "2021-01-05"])
            .args(words.split(' '))
            .env_clear()
            .current_dir(self.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that is refused reads nothing.
        drop(std::io::Write::write_all(
            child.stdin.as_mut().unwrap(),
            input,
        ));
        child.wait_with_output().unwrap()
    }
}

const KEY: &str =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFdqZbCEvo1Oizp0OBbAslR/bXP1HWgFcS9UVLGP5q7o li@office";

#[test]
fn keys_are_registered_listed_and_revoked() {
    let sandbox = Sandbox::new();
    std::fs::write(sandbox.folder.path().join("li.pub"), KEY).unwrap();
    let said = text(&sandbox.run("key add li li.pub", b""));
    assert!(
        said.starts_with("已登记：") && said.contains("li  ssh-ed25519  SHA256:"),
        "{said}"
    );
    let id = said
        .trim_start_matches("已登记：")
        .split("  ")
        .next()
        .unwrap()
        .to_owned();
    assert!(
        id.len() == 16 && id.bytes().all(|it| it.is_ascii_hexdigit()),
        "{id}"
    );

    let listed = text(&sandbox.run("key list --format json", b""));
    let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
    assert_eq!(listed[0]["id"], id.as_str());
    assert_eq!(listed[0]["label"], "li@office");
    assert_eq!(listed[0]["added_on"], "2021-01-05");
    assert!(listed[0]["revoked_on"].is_null());
    if let Ok(printed) = Command::new("ssh-keygen")
        .args(["-l", "-f", "li.pub"])
        .current_dir(sandbox.folder.path())
        .output()
    {
        let printed = text(&printed);
        assert_eq!(printed.split(' ').nth(1), listed[0]["fingerprint"].as_str());
    }

    let said = refusal(&sandbox.run("key add wang -", KEY.as_bytes()));
    assert!(
        said.starts_with(&format!("这把公钥已登记给「li」（编号 {id}）。")),
        "{said}"
    );
    assert!(text(&sandbox.run(&format!("key revoke {id}"), b"")).starts_with("已停用："));
    refusal(&sandbox.run(&format!("key revoke {id}"), b""));
    // A key that was taken back may go to somebody else, under another id.
    let said = text(&sandbox.run("key add wang --label 办公室电脑", KEY.as_bytes()));
    assert!(
        said.contains("wang") && said.contains("办公室电脑") && !said.contains(&id),
        "{said}"
    );
    let table = text(&sandbox.run("key list li", b""));
    assert_eq!(table.lines().count(), 2, "{table}");
    assert!(text(&sandbox.run("audit verify", b"")).contains("全部相符"));
}

#[test]
fn what_is_no_public_key_is_refused_and_so_is_who_may_not() {
    let sandbox = Sandbox::new();
    for (words, input, wanted) in [
        ("key add li", "", "没有公钥。"),
        (
            "key add li -",
            "-----BEGIN OPENSSH PRIVATE KEY-----\n",
            "这是私钥",
        ),
        (
            "key add li -",
            "command=\"sh\" ssh-ed25519 AAAA",
            "公钥前面不能写选项。",
        ),
        ("key add li -", "ssh-ed25519 AAAA", "公钥内容不完整"),
        ("key add li none.pub", "", "读不了「none.pub」"),
        ("key add eve -", KEY, "没有登录名为「eve」的人员。"),
        ("key list eve", "", "没有登录名为「eve」的人员。"),
        (
            "key revoke 0123456789abcdef",
            "",
            "没有编号为「0123456789abcdef」的密钥。",
        ),
        ("--as li key add li -", KEY, "联络员不能管理人员"),
        ("--as li key list", "", "联络员不能查看密钥。"),
        ("--as li key revoke x", "", "联络员不能管理人员"),
        ("gate", "", "还缺密钥编号。"),
        ("gate sshd --account x;y", "", "账户名不对。"),
    ] {
        let (words, today) = match words {
            "gate" | "gate sshd --account x;y" => (words.to_owned(), false),
            _ => (words.to_owned(), true),
        };
        let ended = if today {
            sandbox.run(&words, input.as_bytes())
        } else {
            let words: Vec<&str> = words.split(' ').collect();
            crate::server::duban(&sandbox.folder.path().join("duban.db"), &words)
        };
        let said = refusal(&ended);
        assert!(said.starts_with(wanted), "{words}: {said}");
    }
    assert_eq!(text(&sandbox.run("key list --format json", b"")), "[]\n");
}
