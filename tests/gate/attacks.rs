//! What somebody with a key may try, and that it does nothing.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::server::{Server, duban, free_port, refusal, text, wait_until};
use crate::terminal::Terminal;

/// Lines that would make the file @ or change something, were a shell, a path or an option alive in them.
const LINES: &[&str] = &[
    "task list; touch @",
    "task list;touch @;",
    "task list & touch @",
    "task list && touch @",
    "task list || touch @",
    "task list | tee @",
    "task list > @",
    "task list >> @",
    "task list 2> @",
    "task list < /etc/passwd",
    "task list $(touch @)",
    "task list `touch @`",
    "task list ${IFS}touch @",
    "task show $(touch @)",
    "task list <(touch @)",
    "task list {a,touch,@}",
    "task list\ntouch @",
    "task list\r\ntouch @",
    "task list \t touch @",
    "task list \u{1b}]0;x\u{7}",
    "task list ~root",
    "task list *",
    "task list ?",
    "task list !!",
    "task list # touch @",
    "(touch @)",
    "exec touch @",
    "eval touch @",
    "sh -c 'touch @'",
    "/bin/sh",
    "'sh' -c 'touch @'",
    "\"\" ; touch @",
    "touch @",
    "env touch @",
    "LD_PRELOAD=@ task list",
    "task list --db @",
    "task list --db=@",
    "--db @ task list",
    "--db=@ task list",
    "--db @",
    "-- task list",
    "task list --",
    "task list -- --db @",
    "task list --as wang",
    "task list --as=wang",
    "--as wang task sign 1",
    "task list --today 2020-01-01",
    "export weekly -o @",
    "export weekly -o@",
    "export weekly --output @",
    "export weekly --output=@",
    "export weekly '--output=@'",
    "export weekly --format '-o' @",
    "export weekly --week --output=@",
    "export plan --output=@",
    "export plan anshan-2018 -o @",
    "task report 1 --text --db=@",
    "task report 1 --text '--db=@'",
    "task report 1 --text '-o' @",
    "task list --search=x --output=@",
    "task list 'a",
    "task list \"a",
    "task list a\\",
    "import @",
    "import /etc/passwd",
    "import - --db=@",
    "seed",
    "demo --keep @",
    "demo",
    "gate --key x",
    "gate keys",
    "gate write @",
    "--db @ gate write @",
    "key add li -",
    "key revoke x",
    "user add eve --role administrator",
    "department add 甲",
    "completions bash",
    "scp -t @",
    "scp -f /etc/passwd",
    "rsync --server -e.LsfxCIvu . @",
    "/usr/lib/openssh/sftp-server",
    "git-receive-pack @",
    " ",
    "''",
];

#[test]
fn no_line_does_anything_but_what_the_table_says() {
    let Some(server) = Server::start(&[]) else {
        return;
    };
    let before = server.state();
    let payload = server.path("payload");
    // One connection carries all of them: the request counts, not the handshake.
    let socket = server.path("line");
    let socket = socket.to_str().unwrap();
    let mut connection = server
        .client("wang", &["-M", "-N", "-S", socket])
        .spawn()
        .unwrap();
    wait_until("connected", || Path::new(socket).exists());
    for line in LINES {
        let line = line.replace('@', payload.to_str().unwrap());
        let ended = server.client("wang", &["-S", socket]).arg(&line).output();
        let said = refusal(&ended.unwrap());
        assert!(
            said.ends_with("。\n") && !said.contains('\u{1b}'),
            "{line:?}: {said}"
        );
        assert!(!payload.exists(), "{line:?}");
    }
    connection.kill().unwrap();
    connection.wait().unwrap();
    // Inside quotes all of it is text, and stays that.
    let text_of = "$(touch @) `touch @` ; touch @ | sh & ${HOME} ~ * --db=@ %s %n";
    let text_of = text_of.replace('@', payload.to_str().unwrap());
    let found = text(&server.ask(
        "wang",
        &format!("task list --format json --search '{text_of}'"),
    ));
    assert_eq!(found, "[]\n");
    for long in [70_000, 200_000, 1_000_000] {
        // Many words, since a system lets no single one be so long.
        let words = vec!["x".repeat(9_999); long / 10_000];
        let ended = server
            .client("wang", &[])
            .args(["task", "list"])
            .args(words)
            .output();
        let ended = ended.unwrap();
        assert!(!ended.status.success() && ended.stdout.is_empty(), "{long}");
    }
    let said = refusal(&server.ask(
        "wang",
        &format!("task list --search {}", "x".repeat(70_000)),
    ));
    assert!(said.contains("64 KiB"), "{said}");
    let said = refusal(&server.ask("wang", &format!("task show{}", " 1".repeat(700))));
    assert!(said.contains("600 个词"), "{said}");
    assert!(!payload.exists());
    assert_eq!(server.state(), before);
}

/// The environment of a program that runs.
fn environment_of(id: u32) -> Vec<String> {
    let bytes = std::fs::read(format!("/proc/{id}/environ")).unwrap();
    let mut names: Vec<String> = bytes
        .split(|it| *it == 0)
        .filter(|it| !it.is_empty())
        .map(|it| String::from_utf8_lossy(it).into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn nothing_in_the_environment_counts() {
    let Some(server) = Server::start(&[]) else {
        return;
    };
    let other = server.path("other.db");
    text(&duban(&other, &["seed", "zhenan-2021"]));
    let other = other.to_str().unwrap();
    let payload = server.path("payload");
    let option = format!(
        "SetEnv=DUBAN_DB={other} LD_PRELOAD=/nonexistent/x.so RUST_BACKTRACE=1 NO_COLOR=1 XDG_DATA_HOME=/tmp \
         LANG=zh_CN.UTF-8 LC_ALL=../../x LINES=1;touch COLUMNS=90 LD_LIBRARY_PATH=/tmp \
         EDITOR={0} PAGER={0} TZ=/etc/passwd",
        payload.display()
    );
    let ended = server
        .client("li", &["-o", &option])
        .arg("task list --limit 3 --format json")
        .output()
        .unwrap();
    let listed = String::from_utf8(ended.stdout).unwrap();
    assert!(
        listed.contains("anshan-2018") && !listed.contains("zhenan"),
        "{listed}"
    );

    // A request that comes this way is a request like any other.
    let forged = "SetEnv=SSH_ORIGINAL_COMMAND=seed";
    let ended = server
        .client("li", &["-tt", "-o", forged])
        .output()
        .unwrap();
    assert_eq!(ended.status.code(), Some(1));
    assert!(
        String::from_utf8_lossy(&ended.stdout).contains("不能使用「seed」"),
        "{ended:?}"
    );

    let mut session = Terminal::open(
        &server,
        "li",
        &["-o", &option],
        &[("TERM", "xterm\u{1b}]0;x\u{7}")],
    );
    session.shows("李强 联络员");
    let programs: Vec<u32> = server.programs();
    let found = environment_of(programs[0]);
    // A shell of the account may put the true size in the place of what was sent.
    let is_size = |it: &str| {
        let number = it.strip_prefix("COLUMNS=").or(it.strip_prefix("LINES="));
        number.is_some_and(|it| it.parse::<u16>().is_ok())
    };
    assert!(
        found
            .iter()
            .all(|it| is_size(it) || ["LANG=zh_CN.UTF-8", "TERM=xterm"].contains(&it.as_str())),
        "{found:?}"
    );
    assert!(found.contains(&"TERM=xterm".to_owned()), "{found:?}");
    session.press("q");
    session.ends();
    assert!(!payload.exists());
}

#[test]
fn no_file_goes_either_way() {
    let Some(server) = Server::start(&[]) else {
        return;
    };
    let before = server.state();
    let source = server.path("wang.pub");
    let (target, fetched) = (server.path("target"), server.path("fetched"));
    let there = |path: &Path| format!("{}:{}", Server::host(), path.display());
    let run = |program: &str, words: &[&str]| {
        let mut command = Command::new(program);
        let ended = command
            .args(words)
            .env_remove("SSH_AUTH_SOCK")
            .stdin(Stdio::null())
            .output();
        // A program that is not there copies nothing either.
        ended.is_ok_and(|it| it.status.success())
    };
    let options = server.options("wang");
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let source = source.to_str().unwrap();
    for old in [&[][..], &["-O"]] {
        let to = there(&target);
        let from = there(&server.db);
        assert!(!run("scp", &[&options, old, &[source, &to]].concat()));
        assert!(!run(
            "scp",
            &[&options, old, &[&from, fetched.to_str().unwrap()]].concat()
        ));
    }
    let batch = server.path("batch");
    std::fs::write(&batch, format!("put {source} {}\nls /\n", target.display())).unwrap();
    let words = ["-b", batch.to_str().unwrap(), &Server::host()];
    assert!(!run("sftp", &[&options, &words[..]].concat()));
    let shell = format!("ssh {}", options.join(" "));
    assert!(!run("rsync", &["-e", &shell, source, &there(&target)]));
    assert!(!target.exists() && !fetched.exists());
    assert_eq!(server.state(), before);
}

#[test]
fn nothing_is_forwarded() {
    let Some(server) = Server::start(&[]) else {
        return;
    };
    // Something to reach: the port of this sshd itself, which greets whoever comes.
    let options = server.options("wang");
    let port = options
        .last()
        .unwrap()
        .trim_start_matches("Port=")
        .to_owned();
    for (flag, is_socks) in [("-L", false), ("-D", true)] {
        let local = free_port();
        let place = if is_socks {
            local.to_string()
        } else {
            format!("{local}:127.0.0.1:{port}")
        };
        let mut client = server
            .client("wang", &["-N", flag, &place])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        wait_until("listening", || {
            TcpStream::connect((Ipv4Addr::LOCALHOST, local)).is_ok()
        });
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, local)).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(30)))
            .unwrap();
        if is_socks {
            let port: u16 = port.parse().unwrap();
            let mut ask = vec![5, 1, 0, 5, 1, 0, 1, 127, 0, 0, 1];
            ask.extend(port.to_be_bytes());
            drop(stream.write_all(&ask));
        }
        let mut answer = Vec::new();
        drop(stream.read_to_end(&mut answer));
        let answer = String::from_utf8_lossy(&answer).into_owned();
        assert!(!answer.contains("SSH-2.0"), "{flag}: {answer}");
        client.kill().unwrap();
        client.wait().unwrap();
    }
    let back = format!("{}:127.0.0.1:{port}", free_port());
    let ended = server
        .client(
            "wang",
            &["-N", "-o", "ExitOnForwardFailure=yes", "-R", &back],
        )
        .output()
        .unwrap();
    assert_eq!(ended.status.code(), Some(255), "{ended:?}");

    let agent = server.path("agent");
    let mut keeper = Command::new("ssh-agent")
        .args(["-D", "-a"])
        .arg(&agent)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    wait_until("an agent", || agent.exists());
    let ended = server
        .client("wang", &["-A"])
        .arg("help")
        .env("SSH_AUTH_SOCK", &agent)
        .output()
        .unwrap();
    keeper.kill().unwrap();
    keeper.wait().unwrap();
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(ended.status.success(), "{said}");
    let log = server.log();
    assert!(log.contains("agent forwarding disabled"), "{said}\n{log}");
}
