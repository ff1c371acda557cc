//! A private PostgreSQL cluster in a temporary folder, ended when it goes out of scope.

use crate::{debian, run};
use anyhow::{Context, Result};
use std::{fs, path::PathBuf, process::Command};

/// The folder of the server's programs, the newest version.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let number = |p: &PathBuf| p.file_name()?.to_str()?.parse::<u32>().ok();
    let newest = versions.flatten().map(|e| e.path()).max_by_key(number)?;
    Some(newest.join("bin")).filter(|bin| bin.join("postgres").exists())
}

/// Installs PostgreSQL where it is missing, without a cluster of its own.
pub fn ensure() -> Result<()> {
    if programs().is_some() {
        return Ok(());
    }
    let conf = std::env::temp_dir().join("jasin-createcluster.conf");
    fs::write(&conf, "create_main_cluster = false\n")?;
    run::quiet(
        debian::as_root("install")?
            .arg("-D")
            .arg("-m644")
            .arg(&conf)
            .arg("/etc/postgresql-common/createcluster.conf"),
    )?;
    debian::install(&["postgresql"])
}

/// A running cluster.
pub struct Cluster {
    folder: PathBuf,
    bin: PathBuf,
    as_postgres: bool,
}

impl Cluster {
    /// Starts one that listens on a socket only. What it holds is thrown away, so it need not reach the disk.
    pub fn start() -> Result<Self> {
        ensure()?;
        let bin = programs().context("PostgreSQL's programs are not where Debian puts them")?;
        let folder = std::env::temp_dir().join(format!("jasin-pg-{}", std::process::id()));
        let as_postgres = run::quiet(Command::new("id").arg("-u"))?.trim() == "0";
        run::step("a private PostgreSQL", || {
            fs::create_dir_all(&folder)?;
            let cluster = Self {
                folder: folder.clone(),
                bin,
                as_postgres,
            };
            if as_postgres {
                run::quiet(Command::new("chown").arg("postgres").arg(&folder))?;
            }
            let data = folder.join("data");
            let mut init = cluster.program("initdb");
            run::quiet(
                init.args([
                    "-A",
                    "trust",
                    "-U",
                    "postgres",
                    "-E",
                    "UTF8",
                    "--locale=C.UTF-8",
                    "-N",
                    "-D",
                ])
                .arg(&data),
            )?;
            let settings = format!(
                "-c listen_addresses='' -c unix_socket_directories={} -c fsync=off -c full_page_writes=off -c max_connections=300",
                folder.display()
            );
            let mut start = cluster.program("pg_ctl");
            start
                .arg("-D")
                .arg(&data)
                .arg("-l")
                .arg(folder.join("log"))
                .args(["-o", &settings, "-w", "start"]);
            // The server inherits the streams: it must not hold a pipe of ours open.
            let status = start
                .stdin(std::process::Stdio::null())
                .stdout(std::process::Stdio::null())
                .stderr(std::process::Stdio::null())
                .status()?;
            anyhow::ensure!(
                status.success(),
                "PostgreSQL did not start: {}",
                fs::read_to_string(folder.join("log")).unwrap_or_default()
            );
            Ok(cluster)
        })
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        let folder = self.folder.display().to_string().replace('/', "%2F");
        format!("postgres://postgres@{folder}/postgres")
    }

    fn program(&self, name: &str) -> Command {
        if !self.as_postgres {
            return Command::new(self.bin.join(name));
        }
        let mut command = Command::new("setpriv");
        command
            .args([
                "--reuid=postgres",
                "--regid=postgres",
                "--clear-groups",
                "--",
            ])
            .arg(self.bin.join(name));
        command.current_dir(&self.folder);
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let mut stop = self.program("pg_ctl");
        let _ = run::quiet(stop.arg("-D").arg(self.folder.join("data")).args([
            "-m",
            "immediate",
            "stop",
        ]));
        let _ = fs::remove_dir_all(&self.folder);
    }
}
