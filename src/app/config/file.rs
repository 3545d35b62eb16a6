//! Reading config.toml: the whole file is checked before anything of it counts.

use std::ops::Range;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::settings::{Setting, Value};
use super::{Config, KeyEntry, wrong};
use crate::app::error::Error;
use crate::app::files::read_settings;
use crate::app::scoring::reason;
use crate::text::clean::clean_line;

/// The table of keys.
const KEYS: &str = "keys";
/// The most keys that one act has.
const MOST_KEYS: usize = 8;

/// Reads a file.
pub(super) fn read(path: &Path) -> Result<Config, Error> {
    let text = read_settings(path).map_err(|cause| {
        let name = clean_line(&path.display().to_string());
        Error::user(format!("读不了设置文件「{name}」：{cause}。"))
            .hinted("请检查路径和权限，或移开它，按默认设置运行。")
    })?;
    parse(&text).map_err(|fault| wrong(fault.0, &fault.1))
}

/// The line of a fault, where it has one, and what is wrong.
type Fault = (Option<usize>, String);

/// A text with the places of its lines.
struct Source<'a>(&'a str);

impl Source<'_> {
    fn line(&self, span: &Range<usize>) -> usize {
        let before = self.0.get(..span.start).unwrap_or_default();
        before.split('\n').count()
    }
}

/// Reads the text of a file.
pub(super) fn parse(text: &str) -> Result<Config, Fault> {
    let source = Source(text);
    let root = DeTable::parse(text).map_err(|error| {
        let line = error.span().map(|it| source.line(&it));
        (line, reason(error.message()))
    })?;
    let mut config = Config::default();
    for (key, value) in root.get_ref() {
        let name = key.get_ref().as_ref();
        let line = source.line(&key.span());
        match value.get_ref() {
            DeValue::Table(table) if name == KEYS => keys(&source, table, &mut config)?,
            DeValue::Table(table) => {
                for (key, value) in table {
                    let line = source.line(&key.span());
                    set(
                        &mut config,
                        &format!("{name}.{}", key.get_ref()),
                        value,
                        line,
                    )?;
                }
            }
            _ => set(&mut config, name, value, line)?,
        }
    }
    Ok(config)
}

fn set(
    config: &mut Config,
    name: &str,
    value: &Spanned<DeValue<'_>>,
    line: usize,
) -> Result<(), Fault> {
    let at = |reason: String| (Some(line), reason);
    let told = clean_line(name);
    let setting = Setting::find(name).ok_or_else(|| at(format!("没有「{told}」这一项")))?;
    let value = plain(value.get_ref()).ok_or_else(|| at(format!("「{told}」的写法不对")))?;
    (setting.set)(&mut config.choices, &value)
        .map_err(|reason| at(format!("「{told}」{reason}")))?;
    config.lines.insert(name.to_owned(), line);
    Ok(())
}

/// `[keys.acts]` and its like.
fn keys(source: &Source<'_>, table: &DeTable<'_>, config: &mut Config) -> Result<(), Fault> {
    for (scope, acts) in table {
        let told = clean_line(scope.get_ref());
        let DeValue::Table(acts) = acts.get_ref() else {
            let line = source.line(&scope.span());
            let reason = format!("按键要写在 [keys.{told}] 下面，如 urge = [\"u\"]");
            return Err((Some(line), reason));
        };
        for (action, keys) in acts {
            let line = source.line(&action.span());
            let words = match plain(keys.get_ref()) {
                Some(Value::Word(one)) => vec![one],
                Some(Value::Words(several)) => several,
                _ => Vec::new(),
            };
            if words.is_empty() || words.len() > MOST_KEYS {
                let told = clean_line(action.get_ref());
                let reason = format!("「{told}」要有 1 到 {MOST_KEYS} 个键，如 [\"u\", \"<F12>\"]");
                return Err((Some(line), reason));
            }
            config.keys.push(KeyEntry {
                scope: scope.get_ref().to_string(),
                action: action.get_ref().to_string(),
                keys: words,
                line,
            });
        }
    }
    Ok(())
}

/// A value without its place; `None` for what no setting takes.
fn plain(value: &DeValue<'_>) -> Option<Value> {
    Some(match value {
        DeValue::String(word) => Value::Word(word.to_string()),
        DeValue::Integer(number) => {
            Value::Number(i64::from_str_radix(number.as_str(), number.radix()).ok()?)
        }
        DeValue::Boolean(switch) => Value::Switch(*switch),
        DeValue::Array(values) => {
            let words = values.iter().map(|it| match it.get_ref() {
                DeValue::String(word) => Some(word.to_string()),
                _ => None,
            });
            Value::Words(words.collect::<Option<_>>()?)
        }
        _ => return None,
    })
}
