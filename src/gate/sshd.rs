//! A ready piece of sshd's configuration.

use std::path::Path;

use super::lines::shell_word;
use crate::app::Error;

/// The piece for an account, this program and a file.
///
/// # Errors
/// An account's name or a path that can't stand there.
pub fn drop_in(account: &str, program: &Path, db: &Path, extra: &str) -> Result<String, Error> {
    let is_name = !account.is_empty()
        && account.len() <= 32
        && account.starts_with(|it: char| it.is_ascii_lowercase() || it == '_')
        && account
            .chars()
            .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || "_-".contains(it));
    if !is_name {
        return Err(Error::user("账户名不对。").hinted("只用小写字母、数字、_ 和 -，例如 duban。"));
    }
    let (program, db) = (config_word(program)?, config_word(db)?);
    Ok(format!(
        "# 督办的 SSH 入口：存为 /etc/ssh/sshd_config.d/duban.conf，用 sshd -t 检查，再重新载入 sshd。
# 以下两项对整台服务器生效。
LoginGraceTime 30
PermitUserEnvironment no

Match User {account}
    # 密钥由督办管理：每把密钥只能运行督办。命令和它上面各级文件夹须属于 root，别人不可写。
    AuthorizedKeysCommand {program} --db {db} gate{extra} keys %t %k
    AuthorizedKeysCommandUser {account}
    AuthorizedKeysFile none
    # 如改用 duban gate write 写出的文件，删去上面三行，换成：
    # AuthorizedKeysFile .ssh/authorized_keys
    AuthenticationMethods publickey
    PubkeyAuthentication yes
    PasswordAuthentication no
    KbdInteractiveAuthentication no
    HostbasedAuthentication no
    GSSAPIAuthentication no
    PermitEmptyPasswords no
    PermitTTY yes
    PermitUserRC no
    DisableForwarding yes
    AllowTcpForwarding no
    AllowAgentForwarding no
    AllowStreamLocalForwarding no
    X11Forwarding no
    PermitTunnel no
    GatewayPorts no
    # 别处即使写了 AcceptEnv *，能让账户的 shell 或程序装载器运行别的东西的变量也都是空的。
    AcceptEnv LANG LC_ALL LC_CTYPE
    SetEnv BASH_ENV= ENV= LD_PRELOAD= LD_AUDIT= LD_LIBRARY_PATH=
    MaxAuthTries 3
    MaxSessions 4
    ClientAliveInterval 60
    ClientAliveCountMax 3
"
    ))
}

/// A path as a word of sshd's configuration, where a percent sign begins a token.
fn config_word(path: &Path) -> Result<String, Error> {
    let word = shell_word(path)?;
    if word.contains(['\\', '$', '`']) {
        return Err(Error::user(format!(
            "路径「{}」里有 sshd 配置写不了的字符。",
            path.display()
        ))
        .hinted("请换一个只含普通文字的路径。"));
    }
    let word = word.replace('%', "%%");
    // Quoted only where it must be.
    Ok(if word.contains([' ', '\'', '#']) {
        word
    } else {
        word.trim_matches('"').to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_a_plain_name() {
        let program = Path::new("/usr/local/bin/duban");
        let db = Path::new("/var/lib/duban/duban.db");
        for account in ["", "a b", "*", "a\nMatch all", "A", "a,b", "-a", "1a"] {
            assert!(drop_in(account, program, db, "").is_err(), "{account}");
        }
        let text = drop_in("duban", program, db, "").unwrap();
        assert!(text.contains("\nMatch User duban\n"));
        let command = "AuthorizedKeysCommand /usr/local/bin/duban --db /var/lib/duban/duban.db gate keys %t %k\n";
        assert!(text.contains(command), "{text}");
        let spaced = drop_in("duban", program, Path::new("/数 据/50%.db"), "").unwrap();
        assert!(spaced.contains("--db \"/数 据/50%%.db\" gate"), "{spaced}");
        assert!(drop_in("duban", program, Path::new("/a\"b"), "").is_err());
    }
}
