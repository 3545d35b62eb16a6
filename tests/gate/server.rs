//! An sshd of our own with a file, people and keys; it ends with its test, and so does everything that it started.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{OnceLock, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long anything is waited for; a machine under load is no failure.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// The people of the file: login, role, department, name.
const PEOPLE: [(&str, &str, &str, &str); 4] = [
    ("wang", "coordinator", "", "王敏"),
    ("li", "liaison", "市卫健委", "李强"),
    ("sun", "liaison", "市教育局", "孙丽"),
    ("zhao", "viewer", "", "赵阳"),
];

/// What the sshd of most tests allows: everything, so that what is refused is refused by the line of the key. (bash reads
/// the rc file of whoever runs the tests, which may print anything, unless it takes itself for an inner shell.)
const OPEN: &str = "AuthorizedKeysFile @/authorized_keys
AcceptEnv *
SetEnv SHLVL=2
AllowTcpForwarding yes
AllowAgentForwarding yes
AllowStreamLocalForwarding yes
PermitTunnel yes
Subsystem sftp internal-sftp
";

/// One test counts what is left on the machine; the others do not run meanwhile.
static ALONE: RwLock<()> = RwLock::new(());

/// The file with people and keys, made once.
struct Made {
    db: Vec<u8>,
    keys: Vec<(&'static str, Vec<u8>, Vec<u8>)>,
}

/// Whether this test runs with others or alone.
enum Turn {
    Shared {
        _guard: RwLockReadGuard<'static, ()>,
    },
    Alone {
        _guard: RwLockWriteGuard<'static, ()>,
    },
}

/// An sshd with its file.
pub struct Server {
    /// Where everything of it lies.
    pub folder: TempDir,
    /// The file.
    pub db: PathBuf,
    port: u16,
    sshd: Child,
    _turn: Turn,
}

/// Where sshd is, or that these tests are skipped.
fn sshd() -> Option<PathBuf> {
    let path = std::env::var("PATH").unwrap_or_default();
    let found = ["/usr/sbin", "/usr/local/sbin", "/sbin"]
        .into_iter()
        .chain(path.split(':'))
        .map(|folder| Path::new(folder).join("sshd"))
        .find(|it| it.is_file());
    if found.is_none() {
        assert!(
            std::env::var_os("DUBAN_NEED_SSHD").is_none(),
            "sshd is missing: install openssh-server"
        );
        skipped("no sshd on this machine, the SSH entrance was NOT tested");
    }
    found
}

/// Says so on the real standard error: what the test macros print is shown only of tests that fail.
pub fn skipped(why: &str) {
    drop(writeln!(std::io::stderr(), "\n*** SKIPPED: {why} ***"));
}

/// Runs the program on a file, here.
pub fn duban(db: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_duban"))
        .args(["--db".as_ref(), db.as_os_str()])
        .args(words)
        .env_clear()
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// What a command prints, which must succeed.
pub fn text(output: &Output) -> String {
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What a command complains of, which must be refused in one line.
pub fn refusal(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(output.stdout.is_empty(), "{output:?}");
    assert_eq!(said.lines().count(), 1, "{said}");
    said
}

fn made() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("duban.db");
        text(&duban(&db, &["seed", "anshan-2018"]));
        let mut keys = Vec::new();
        for (login, role, department, name) in PEOPLE {
            let mut words = vec!["user", "add", login, "--role", role, "--name", name];
            if !department.is_empty() {
                words.extend(["--department", department]);
            }
            text(&duban(&db, &words));
            let (private, public) = new_key(folder.path(), login);
            let file = folder.path().join(format!("{login}.pub"));
            text(&duban(&db, &["key", "add", login, file.to_str().unwrap()]));
            keys.push((login, private, public));
        }
        let (private, public) = new_key(folder.path(), "nobody");
        keys.push(("nobody", private, public));
        let db = fs::read(db).unwrap();
        Made { db, keys }
    })
}

/// A new pair of keys, private and public.
fn new_key(folder: &Path, name: &str) -> (Vec<u8>, Vec<u8>) {
    let path = folder.join(name);
    let done = Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-C", name, "-f"])
        .arg(&path)
        .status();
    assert!(done.unwrap().success());
    let public = fs::read(path.with_extension("pub")).unwrap();
    (fs::read(&path).unwrap(), public)
}

impl Server {
    /// An sshd that allows everything, with the lines of `duban gate write`; `gate` is what they say beside.
    pub fn start(gate: &[&str]) -> Option<Self> {
        Self::begin(gate, false)
    }

    /// The same, while no other test of this kind runs.
    pub fn start_alone(gate: &[&str]) -> Option<Self> {
        Self::begin(gate, true)
    }

    fn begin(gate: &[&str], is_alone: bool) -> Option<Self> {
        let sshd = sshd()?;
        let turn = turn(is_alone);
        let folder = tempfile::tempdir().unwrap();
        let db = lay_out(folder.path());
        let lines = folder.path().join("authorized_keys");
        let words = [&["gate"], gate, &["write", lines.to_str().unwrap()]].concat();
        text(&duban(&db, &words));
        let more = OPEN.replace('@', folder.path().to_str().unwrap());
        Some(Self::run(&sshd, folder, db, &more, turn))
    }

    /// An sshd with the configuration that is made for a folder and its file.
    pub fn configured(folder: TempDir, more: impl FnOnce(&Path, &Path) -> String) -> Option<Self> {
        let sshd = sshd()?;
        let turn = turn(false);
        let db = lay_out(folder.path());
        let more = more(folder.path(), &db);
        Some(Self::run(&sshd, folder, db, &more, turn))
    }

    fn run(sshd: &Path, folder: TempDir, db: PathBuf, more: &str, turn: Turn) -> Self {
        if user_id() == 0 {
            // The folder in which sshd parts its privileges; a system that started one has it.
            fs::create_dir_all("/run/sshd").unwrap();
        }
        new_key(folder.path(), "host");
        let (port, child) = launch(sshd, folder.path(), more);
        Self {
            folder,
            db,
            port,
            sshd: child,
            _turn: turn,
        }
    }

    /// A path in the folder of this server.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The id of a person's key.
    pub fn key_id(&self, login: &str) -> String {
        let listed = text(&duban(
            &self.db,
            &["key", "list", login, "--format", "json"],
        ));
        let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
        listed[0]["id"].as_str().unwrap().to_owned()
    }

    /// The words of the client that come before the host.
    pub fn options(&self, login: &str) -> Vec<String> {
        let key = self.path(login);
        let mut words = vec!["-F".to_owned(), "/dev/null".to_owned()];
        words.extend(["-i".to_owned(), key.to_str().unwrap().to_owned()]);
        for option in [
            "IdentitiesOnly=yes".to_owned(),
            "StrictHostKeyChecking=no".to_owned(),
            "UserKnownHostsFile=/dev/null".to_owned(),
            "GlobalKnownHostsFile=/dev/null".to_owned(),
            "BatchMode=yes".to_owned(),
            "LogLevel=ERROR".to_owned(),
            "ControlMaster=no".to_owned(),
            format!("Port={}", self.port),
        ] {
            words.extend(["-o".to_owned(), option]);
        }
        words
    }

    /// Who is asked for, where.
    pub fn host() -> String {
        format!("{}@127.0.0.1", user())
    }

    /// A client with more options; the words of the request come behind.
    pub fn client(&self, login: &str, more: &[&str]) -> Command {
        let mut command = Command::new("ssh");
        command
            .args(self.options(login))
            .args(more)
            .args([&Self::host(), "--"])
            .env_remove("SSH_AUTH_SOCK")
            .stdin(Stdio::null());
        command
    }

    /// Asks for something as a person, in one line as it goes over.
    pub fn ask(&self, login: &str, line: &str) -> Output {
        self.client(login, &[]).arg(line).output().unwrap()
    }

    /// The same with something on standard input.
    pub fn ask_with(&self, login: &str, line: &str, input: &[u8]) -> Output {
        let mut child = self
            .client(login, &[])
            .arg(line)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut pipe = child.stdin.take().unwrap();
        // A command that is refused reads nothing.
        drop(pipe.write_all(input));
        drop(pipe);
        child.wait_with_output().unwrap()
    }

    /// The programs on this file that run now.
    pub fn programs(&self) -> Vec<u32> {
        let db = self.db.as_os_str().as_encoded_bytes();
        let holds = |bytes: Vec<u8>| bytes.windows(db.len()).any(|it| it == db);
        processes()
            .filter(|id| fs::read(format!("/proc/{id}/cmdline")).is_ok_and(holds))
            .collect()
    }

    /// Waits until as many programs run on this file.
    pub fn runs(&self, count: usize) {
        wait_until(&format!("{count} programs"), || {
            self.programs().len() == count
        });
    }

    /// All that the file says of tasks, people and record; two that are equal mean that nothing was changed.
    pub fn state(&self) -> String {
        [
            &["audit", "verify"][..],
            &["task", "list", "--format", "json"],
            &["user", "list"],
            &["key", "list", "--format", "json"],
            &["edition", "list"],
        ]
        .iter()
        .map(|words| text(&duban(&self.db, words)))
        .collect()
    }

    /// What sshd has written down.
    pub fn log(&self) -> String {
        fs::read_to_string(self.path("sshd.log")).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let ours = descendants(self.sshd.id());
        drop(self.sshd.kill());
        drop(self.sshd.wait());
        let left = ours.into_iter().chain(self.programs());
        for id in left {
            let id = id.to_string();
            drop(Command::new("kill").args(["-KILL", &id]).output());
        }
    }
}

fn turn(is_alone: bool) -> Turn {
    // A test that failed has left nothing half done behind its lock.
    if is_alone {
        let guard = ALONE.write().unwrap_or_else(|it| it.into_inner());
        Turn::Alone { _guard: guard }
    } else {
        let guard = ALONE.read().unwrap_or_else(|it| it.into_inner());
        Turn::Shared { _guard: guard }
    }
}

/// The file and the keys of everybody in a folder.
fn lay_out(folder: &Path) -> PathBuf {
    let made = made();
    let db = folder.join("督 办.db");
    fs::write(&db, &made.db).unwrap();
    fs::set_permissions(&db, fs::Permissions::from_mode(0o600)).unwrap();
    for (login, private, public) in &made.keys {
        let path = folder.join(login);
        fs::write(&path, private).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        fs::write(path.with_extension("pub"), public).unwrap();
    }
    db
}

/// Starts sshd on a free port; another program may take the port first, so more than one is tried.
fn launch(sshd: &Path, folder: &Path, more: &str) -> (u16, Child) {
    for _ in 0..5 {
        let port = free_port();
        let config = folder.join("sshd_config");
        let at = folder.display();
        fs::write(
            &config,
            format!(
                "Port {port}\nListenAddress 127.0.0.1\nHostKey {at}/host\nPidFile {at}/sshd.pid\nLogLevel DEBUG1\n\
                 StrictModes no\nUsePAM no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n\
                 PermitRootLogin prohibit-password\nMaxStartups 500\n{more}"
            ),
        )
        .unwrap();
        let mut child = Command::new(sshd)
            .args(["-D", "-f"])
            .arg(&config)
            .arg("-E")
            .arg(folder.join("sshd.log"))
            .env_clear()
            .env("PATH", "/usr/bin:/bin:/usr/sbin:/sbin")
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end && child.try_wait().unwrap().is_none() {
            if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
                return (port, child);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        drop(child.kill());
        drop(child.wait());
    }
    let log = fs::read_to_string(folder.join("sshd.log")).unwrap_or_default();
    panic!("sshd does not start:\n{log}");
}

/// A port of the loopback on which nobody listens.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}

/// Waits until something is so.
pub fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !is_so() {
        assert!(Instant::now() < end, "never {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The name of the user that the tests run as.
fn user() -> String {
    let output = Command::new("id").arg("-un").output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// The number of that user.
pub fn user_id() -> u32 {
    use std::os::unix::fs::MetadataExt;
    fs::metadata("/proc/self").unwrap().uid()
}

fn processes() -> impl Iterator<Item = u32> {
    let entries = fs::read_dir("/proc").unwrap();
    entries
        .flatten()
        .filter_map(|it| it.file_name().to_str()?.parse().ok())
}

/// The processes that a process has started, and those that they have.
fn descendants(id: u32) -> BTreeSet<u32> {
    let parents: Vec<(u32, u32)> = processes()
        .filter_map(|id| {
            let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
            let parent = stat.rsplit_once(") ")?.1.split(' ').nth(1)?.parse().ok()?;
            Some((id, parent))
        })
        .collect();
    let mut found = BTreeSet::new();
    let mut next = vec![id];
    while let Some(parent) = next.pop() {
        for (id, _) in parents.iter().filter(|it| it.1 == parent) {
            if found.insert(*id) {
                next.push(*id);
            }
        }
    }
    found
}
