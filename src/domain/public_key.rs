//! A public key (公钥) as OpenSSH writes it: one line of kind, base64 and comment.

use crate::text::base64;
use crate::text::clean::clean_line;
use crate::text::digest::sha256_bytes;

/// The kinds that are taken, each with how many parts follow its name in the body.
const KINDS: [(&str, usize); 7] = [
    ("ssh-ed25519", 1),
    ("ecdsa-sha2-nistp256", 2),
    ("ecdsa-sha2-nistp384", 2),
    ("ecdsa-sha2-nistp521", 2),
    ("ssh-rsa", 2),
    ("sk-ssh-ed25519@openssh.com", 2),
    ("sk-ecdsa-sha2-nistp256@openssh.com", 3),
];

/// The longest text that can be one line of a key.
const LONGEST: usize = 16 * 1024;
/// The shortest modulus of an RSA key in bytes, without the zero that keeps it positive.
const SHORTEST_RSA: usize = 256;

/// A public key that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "公钥")]
pub struct PublicKey {
    /// The algorithm as OpenSSH writes it.
    pub kind: String,
    /// The key in base64.
    pub body: String,
    /// What stands behind it, on one clean line.
    pub comment: String,
}

/// Why a text is no public key that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Nothing is written.
    #[error("没有公钥。")]
    Empty,
    /// It is the other half.
    #[error("这是私钥，不能交给任何人。")]
    Private,
    /// A public key in the form of other programs.
    #[error("这不是 OpenSSH 格式的公钥。")]
    Foreign,
    /// More than one line.
    #[error("一次只能登记一把公钥，文件里不止一行。")]
    Several,
    /// Words in front of the kind.
    #[error("公钥前面不能写选项。")]
    Options,
    /// An algorithm that is not taken.
    #[error("不认识的公钥类型。")]
    Kind,
    /// The body is damaged, or of another kind than it says.
    #[error("公钥内容不完整，或与类型不符。")]
    Body,
    /// An RSA key that can be broken.
    #[error("RSA 公钥太短，不足 2048 位。")]
    Short,
}

impl Fault {
    /// What to do next, one sentence.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Private => "请改用同名的 .pub 文件；如果私钥已经发出，请另做一把。",
            Self::Foreign => "用 ssh-keygen -i -f 文件 换成 OpenSSH 格式后再登记。",
            Self::Several => "请每把公钥单独登记。",
            Self::Options => "请从 ssh-ed25519 这样的类型写起，一行三段：类型 内容 备注。",
            Self::Short => "请用 ssh-keygen -t ed25519 另做一把。",
            Self::Empty | Self::Kind | Self::Body => {
                "请用 ssh-keygen -t ed25519 生成，把 .pub 文件的那一行原样交来。"
            }
        }
    }
}

impl PublicKey {
    /// Reads the one line of a public key.
    ///
    /// # Errors
    /// Says what it is instead.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            return Err(Fault::Empty);
        }
        if text.contains("PRIVATE KEY") || text.starts_with("PuTTY-User-Key-File") {
            return Err(Fault::Private);
        }
        if text.starts_with("----") {
            return Err(Fault::Foreign);
        }
        if text.contains(['\n', '\r']) {
            return Err(Fault::Several);
        }
        if text.len() > LONGEST || text.contains(|it: char| it.is_control() && it != '\t') {
            return Err(Fault::Body);
        }
        let (kind, rest) = parted(text);
        let known = |word: &str| KINDS.iter().find(|(name, _)| *name == word);
        let Some((_, parts)) = known(kind) else {
            let is_behind = text.split([' ', '\t', ',']).any(|it| known(it).is_some());
            return Err(if is_behind {
                Fault::Options
            } else {
                Fault::Kind
            });
        };
        let (body, comment) = parted(rest);
        check(kind, body, *parts)?;
        Ok(Self {
            kind: kind.to_owned(),
            body: body.to_owned(),
            comment: clean_line(comment).trim().to_owned(),
        })
    }
}

/// The first word, and what stands behind it.
fn parted(text: &str) -> (&str, &str) {
    let (word, rest) = text.split_once([' ', '\t']).unwrap_or((text, ""));
    (word, rest.trim_start_matches([' ', '\t']))
}

/// Whether the body is a whole key of this kind: its name, then as many parts as that kind has, and nothing more.
fn check(kind: &str, body: &str, parts: usize) -> Result<(), Fault> {
    let bytes = base64::decode(body).ok_or(Fault::Body)?;
    let mut rest = bytes.as_slice();
    if take_part(&mut rest) != Some(kind.as_bytes()) {
        return Err(Fault::Body);
    }
    let mut last: &[u8] = &[];
    for _ in 0..parts {
        last = take_part(&mut rest)
            .filter(|it| !it.is_empty())
            .ok_or(Fault::Body)?;
    }
    if !rest.is_empty() || (kind == "ssh-ed25519" && last.len() != 32) {
        return Err(Fault::Body);
    }
    if kind == "ssh-rsa" && last.iter().skip_while(|it| **it == 0).count() < SHORTEST_RSA {
        return Err(Fault::Short);
    }
    Ok(())
}

/// The next part of a body: its length in four bytes, then itself.
fn take_part<'b>(rest: &mut &'b [u8]) -> Option<&'b [u8]> {
    let (length, behind) = rest.split_first_chunk::<4>()?;
    let (part, behind) = behind.split_at_checked(u32::from_be_bytes(*length) as usize)?;
    *rest = behind;
    Some(part)
}

/// The fingerprint of a body as `ssh-keygen -l` prints it.
pub fn fingerprint(body: &str) -> String {
    let bytes = base64::decode(body).unwrap_or_default();
    format!("SHA256:{}", base64::encode_bare(&sha256_bytes(&bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    // Made for these tests with ssh-keygen; the private halves were thrown away.
    const ED25519: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBShLX0Wlyjj9wbw1x4Hc7uwhOf9mhGZFkXe2gy8yLm6 li@office";
    const ECDSA: &str = "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBHbpDAzXDldDCKiJEH4W1M/R1/a2+gQ4PhBed5gKZOjG3fhnd+GxDt0i9TdIl3Ef8p9aepxwC4bduEOFATq7glQ= 李 的 笔记本";
    const RSA: &str = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7JXsYLZ5Oysh5Jt/IE3jhfvUc0YDIMNRNYUSZl9S6C/I2cDJL6a6b8kOZcVxqEn3FJkMuAHc5SvVyNgKEvdTqxAMqdi4snFXVzl3IW2zl00tB6VSg5yrdAm1iGzO+zco5IuooehDCno+RYlM4G/Libsai0vr6Htikwbqzq93ccsFmH7KOBNRpX9Njx/56Y5BAOTvK354CMr5Tx3cAxeLyFVC/jJVCY5ch5gvhlHlNXfJoG33vWdCmKuufe899uzMksDfNlggZrZdFHhUIVk5f7DtCj6417AFg0bo+t9lGQWtwtsP0woqAYafQcCJHwW/Uhe/MpOfnPBDyhsoMNQU/";
    const SHORT_RSA: &str = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDCuCHwQPF25RNLhvm2KwyLBGaMZlvJWTebBXGYQjqnXwaQBvmJGXLm09BnROaDf8A4MlANhX0ETvlYMAG1yUf2h643WZA8yVglTZ/nc0Sd6GWQFfjMEgZrdCApeccFYZjM/E0POfkxd9pHhzw6ThZgo4HU7QDRPdGVChz8LgunPQ== x";

    #[test]
    fn a_line_as_openssh_writes_it_is_read() {
        for (line, kind, comment, print) in [
            (
                ED25519,
                "ssh-ed25519",
                "li@office",
                "SHA256:78lgILt905807PrcTJ+xf/hRWCdDv9Tn27Qh4DjACxs",
            ),
            (
                ECDSA,
                "ecdsa-sha2-nistp256",
                "李 的 笔记本",
                "SHA256:gBMvueQtHPbS193set3OxMLBv1VxWn3ZrSMFRQZZRPk",
            ),
            (
                RSA,
                "ssh-rsa",
                "",
                "SHA256:DZer+CPUSzwpcp/wjeSRp5+AdP45ibOcev1oJo3pBiI",
            ),
        ] {
            for text in [
                line.to_owned(),
                format!("{line}\n"),
                format!("\u{feff}{line}\r\n"),
                line.replacen(' ', "\t", 1),
            ] {
                let key = PublicKey::parse(&text).unwrap();
                assert_eq!((key.kind.as_str(), key.comment.as_str()), (kind, comment));
                assert_eq!(fingerprint(&key.body), print);
            }
        }
    }

    #[test]
    fn anything_else_is_refused_and_named() {
        let body = ED25519.split(' ').nth(1).unwrap();
        let cut = &body[..body.len() - 4];
        for (text, fault) in [
            (String::new(), Fault::Empty),
            (" \n\n".to_owned(), Fault::Empty),
            (
                "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n".to_owned(),
                Fault::Private,
            ),
            (
                "PuTTY-User-Key-File-3: ssh-ed25519\n".to_owned(),
                Fault::Private,
            ),
            (
                "---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n".to_owned(),
                Fault::Foreign,
            ),
            (format!("{ED25519}\n{ECDSA}"), Fault::Several),
            (format!("command=\"sh\" {ED25519}"), Fault::Options),
            (format!("restrict,pty {ED25519}"), Fault::Options),
            (format!("no-pty,{ED25519}"), Fault::Options),
            (format!("ssh-dss {body} li"), Fault::Kind),
            ("你好".to_owned(), Fault::Kind),
            (format!("ssh-rsa {body} li"), Fault::Body),
            (format!("ssh-ed25519 {cut} li"), Fault::Body),
            (format!("ssh-ed25519 {body}AAAA li"), Fault::Body),
            ("ssh-ed25519".to_owned(), Fault::Body),
            (format!("ssh-ed25519 {body} li\u{0}"), Fault::Body),
            (format!("{ED25519}{}", "x".repeat(LONGEST)), Fault::Body),
            (SHORT_RSA.to_owned(), Fault::Short),
        ] {
            assert_eq!(PublicKey::parse(&text), Err(fault), "{text}");
        }
    }

    #[test]
    fn a_comment_is_clean() {
        let body = ED25519.split(' ').nth(1).unwrap();
        let key = PublicKey::parse(&format!("ssh-ed25519 {body} \u{202e}li\u{200b}")).unwrap();
        assert_eq!(key.comment, "li");
    }
}
