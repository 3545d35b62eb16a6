//! `duban key …`: the SSH keys that let people in.

use std::io::{self, Read};
use std::path::Path;

use super::arguments::{KeyCommands, KeyWords, ShownAs};
use super::output::{print, say};
use super::{look, open};
use crate::app::{Error, Settings};
use crate::domain::person::SshKey;
use crate::domain::public_key::fingerprint;
use crate::text::cause::cause;

/// No public key is longer; what is, is not read to its end.
const LARGEST_KEY: u64 = 64 * 1024;

/// Runs one command on keys.
pub fn run(command: &KeyCommands, settings: &Settings) -> Result<(), Error> {
    match command {
        KeyCommands::Add(words) => add(words, settings),
        KeyCommands::List { login, format } => {
            let is_json = *format == ShownAs::Json;
            print(&look(settings)?.key_listing(login.as_deref(), is_json)?);
            Ok(())
        }
        KeyCommands::Revoke { id } => {
            let key = open(settings)?.revoke_key(id)?;
            say(&format!("已停用：{}", line(&key)));
            Ok(())
        }
    }
}

fn add(words: &KeyWords, settings: &Settings) -> Result<(), Error> {
    let mut app = open(settings)?;
    let text = read_key(&words.file).map_err(|error| {
        let (path, cause) = (words.file.display(), cause(&error));
        Error::user(format!("读不了「{path}」：{cause}。")).hinted("请检查路径和权限。")
    })?;
    let key = app.add_key(&words.login, &text, words.label.as_deref())?;
    say(&format!("已登记：{}", line(&key)));
    Ok(())
}

/// The beginning of a file, or of standard input: enough for any key.
fn read_key(path: &Path) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    if path == Path::new("-") {
        io::stdin()
            .lock()
            .take(LARGEST_KEY)
            .read_to_end(&mut text)?;
    } else {
        let file = std::fs::File::open(path)?;
        file.take(LARGEST_KEY).read_to_end(&mut text)?;
    }
    Ok(text)
}

fn line(key: &SshKey) -> String {
    let text = format!(
        "{}  {}  {}  {}  {}",
        key.id,
        key.login,
        key.kind,
        fingerprint(&key.body),
        key.label
    );
    text.trim_end().to_owned()
}
