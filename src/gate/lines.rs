//! What sshd is told: a line a key, with the one command that it may run.

use std::fmt::Write as _;
use std::path::Path;

use crate::app::{Error, Kind};
use crate::domain::person::SshKey;

/// The lines between these are ours; the others in a file are somebody else's.
const BEGIN: &str = "# duban begin: written by `duban gate write`, do not edit";
const END: &str = "# duban end";

/// The forced command of every line, but for the key's id.
#[derive(Debug)]
pub struct Forced<'a> {
    /// This program.
    pub program: &'a Path,
    /// The file.
    pub db: &'a Path,
    /// What else the gate is told: `--idle 10`.
    pub extra: &'a str,
}

/// The line of a key: nothing but a terminal and the one command; an id, never a name.
///
/// # Errors
/// A path that can't stand in such a line.
pub fn line(key: &SshKey, forced: &Forced<'_>) -> Result<String, Error> {
    let command = format!(
        "{} --db {} gate --key {}{}",
        shell_word(forced.program)?,
        shell_word(forced.db)?,
        key.id,
        forced.extra
    );
    // sshd takes \" for a quote, and leaves every other backslash as it is.
    let command = command.replace('"', "\\\"");
    Ok(format!(
        "restrict,pty,command=\"{command}\" {} {}",
        key.kind, key.body
    ))
}

/// The lines of all keys.
///
/// # Errors
/// What a line says.
pub fn all(keys: &[SshKey], forced: &Forced<'_>) -> Result<String, Error> {
    let mut text = String::new();
    for key in keys {
        // Writing to a String never fails.
        let _ = writeln!(text, "{}", line(key, forced)?);
    }
    Ok(text)
}

/// A file with our lines in it, in the place of our earlier ones; the others stay as they are.
///
/// # Errors
/// The marks of our earlier lines are not whole.
pub fn placed(before: &str, ours: &str) -> Result<String, Error> {
    let block = format!("{BEGIN}\n{ours}{END}\n");
    let lines: Vec<&str> = before.lines().collect();
    let places = |mark: &str| -> Vec<usize> {
        let found = lines.iter().enumerate().filter(|(_, it)| it.trim() == mark);
        found.map(|(at, _)| at).collect()
    };
    let joined = |lines: &[&str]| -> String { lines.iter().flat_map(|it| [*it, "\n"]).collect() };
    match (places(BEGIN).as_slice(), places(END).as_slice()) {
        ([], []) => Ok(joined(&lines) + &block),
        ([begin], [end]) if begin < end => {
            Ok(joined(&lines[..*begin]) + &block + &joined(&lines[end + 1..]))
        }
        _ => Err(
            Error::user("文件里督办各行的首尾标记不完整。").hinted(format!(
                "请删去「{BEGIN}」和「{END}」之间（含这两行）的内容后再试。"
            )),
        ),
    }
}

/// A path as one word of a shell: in double quotes, with a backslash before what they leave alive.
pub fn shell_word(path: &Path) -> Result<String, Error> {
    let text = path
        .to_str()
        .filter(|it| !it.contains(char::is_control))
        .ok_or_else(|| {
            Error::user(format!(
                "路径「{}」里有 sshd 读不了的字符。",
                path.display()
            ))
            .hinted("请换一个只含普通文字的路径。")
            .of_kind(Kind::Internal)
        })?;
    let mut word = String::from("\"");
    for letter in text.chars() {
        if ['\\', '"', '$', '`'].contains(&letter) {
            word.push('\\');
        }
        word.push(letter);
    }
    word.push('"');
    Ok(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn key() -> SshKey {
        SshKey {
            id: "0123456789abcdef".to_owned(),
            login: "li".to_owned(),
            kind: "ssh-ed25519".to_owned(),
            body: "AAAA".to_owned(),
            label: "李的笔记本".to_owned(),
            added_on: NaiveDate::MIN,
            revoked_on: None,
        }
    }

    fn line_of(db: &str, extra: &str) -> String {
        let forced = Forced {
            program: Path::new("/usr/local/bin/duban"),
            db: Path::new(db),
            extra,
        };
        line(&key(), &forced).unwrap()
    }

    #[test]
    fn a_line_has_the_id_and_no_name() {
        let found = line_of("/var/lib/duban/duban.db", "");
        assert_eq!(
            found,
            r#"restrict,pty,command="\"/usr/local/bin/duban\" --db \"/var/lib/duban/duban.db\" gate --key 0123456789abcdef" ssh-ed25519 AAAA"#
        );
        assert!(!found.contains("li ") && !found.contains("李"));
        assert!(line_of("/d", " --idle 10").contains("abcdef --idle 10\" ssh"));
    }

    /// What sshd makes of the quoted text behind `command=`: `opt_dequote` of OpenSSH's auth-options.
    fn read_by_sshd(line: &str) -> (String, String) {
        let rest = line.split_once("command=\"").unwrap().1;
        let mut letters = rest.char_indices().peekable();
        let mut command = String::new();
        while let Some((at, letter)) = letters.next() {
            match letter {
                '"' => return (command, rest[at + 1..].to_owned()),
                '\\' if letters.peek().is_some_and(|it| it.1 == '"') => {
                    command.push('"');
                    letters.next();
                }
                _ => command.push(letter),
            }
        }
        panic!("no end: {line}");
    }

    #[test]
    fn no_path_breaks_out_of_its_quotes() {
        for db in [
            "/var/lib/督办/数 据.db",
            "/a\"b",
            "/a\\",
            "/a\\\"b",
            "/$(touch x)/`id`/${HOME}",
            "/a' ; sh #",
            "/a\" ssh-ed25519 BBBB",
            "/!! && x",
        ] {
            let (command, rest) = read_by_sshd(&line_of(db, ""));
            assert_eq!(rest, " ssh-ed25519 AAAA", "{db}");
            // A shell reads the command as exactly these words.
            let ended = std::process::Command::new("sh")
                .args([
                    "-c",
                    &command.replacen("\"/usr/local/bin/duban\"", "printf '%s\\n'", 1),
                ])
                .output()
                .unwrap();
            let said = String::from_utf8(ended.stdout).unwrap();
            assert_eq!(
                said,
                format!("--db\n{db}\ngate\n--key\n0123456789abcdef\n"),
                "{command}"
            );
        }
        for db in ["/a\nb", "/a\u{7}"] {
            assert!(shell_word(Path::new(db)).is_err());
        }
    }

    #[test]
    fn the_lines_of_others_stay() {
        let ours = "a\nb\n";
        let block = format!("{BEGIN}\n{ours}{END}\n");
        for (before, after) in [
            (String::new(), block.clone()),
            ("x\ny".to_owned(), format!("x\ny\n{block}")),
            (
                format!("x\n{BEGIN}\nold\n{END}\ny\n"),
                format!("x\n{block}y\n"),
            ),
        ] {
            let once = placed(&before, ours).unwrap();
            assert_eq!(once, after);
            assert_eq!(placed(&once, ours).unwrap(), after);
        }
        for before in [
            format!("{BEGIN}\n"),
            format!("{END}\n"),
            format!("{END}\n{BEGIN}\n"),
            format!("{block}{block}"),
        ] {
            assert!(placed(&before, ours).is_err(), "{before}");
        }
    }
}
