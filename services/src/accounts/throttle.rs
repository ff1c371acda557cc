//! Slowing down guesses: by account and address together soonest, by each alone later.
//!
//! A victim must not be locked out by somebody else's guesses: an account alone waits a minute at most, and a browser
//! from which its person has signed in before is counted by itself, whatever others do.

use super::KnownBrowser;
use crate::{
    Result,
    entity::throttles,
    store::{Command, Store, Tx},
};
use domain::{audit::canonical::micros, ids::PersonId};
use sea_orm::{ActiveValue::Set, EntityTrait, sea_query::OnConflict};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::net::IpAddr;
use time::{Duration, OffsetDateTime};

/// Failures older than this are forgotten.
pub(crate) const MEMORY: Duration = Duration::hours(1);

/// One thing that is counted: how many failures are free, and how long the longest wait is.
struct Counted {
    subject: String,
    free: i32,
    longest: Duration,
}

/// What is counted for one attempt.
pub(super) struct Subjects(Vec<Counted>);

fn hashed(kind: &str, text: &str) -> String {
    format!("{kind}:{}", hex::encode(&Sha256::digest(text)[..16]))
}

impl Subjects {
    /// Identifier as typed and where it came from; hashed, because people type passwords into the wrong field.
    pub(super) fn of(identifier: &str, address: Option<IpAddr>) -> Self {
        let account = identifier.trim().to_lowercase();
        let mut counted = vec![Counted {
            subject: hashed("account", &account),
            free: 20,
            longest: Duration::minutes(1),
        }];
        if let Some(address) = address {
            let address = network(address);
            counted.push(Counted {
                subject: hashed("pair", &format!("{account} {address}")),
                free: 5,
                longest: Duration::minutes(15),
            });
            counted.push(Counted {
                subject: hashed("address", &address),
                free: 50,
                longest: Duration::minutes(15),
            });
        }
        Self(counted)
    }

    /// A browser from which the person has signed in before: nobody else's failures count against it.
    pub(super) fn of_browser(mark: &KnownBrowser) -> Self {
        Self(vec![Counted {
            subject: hashed("browser", &mark.to_string()),
            free: 5,
            longest: Duration::minutes(15),
        }])
    }

    /// Somebody signed in who proves again who they are: only their own sessions reach this.
    pub(super) fn of_person(person: PersonId) -> Self {
        Self(vec![Counted {
            subject: hashed("confirm", &person.to_string()),
            free: 5,
            longest: Duration::minutes(15),
        }])
    }

    /// Links that somebody asks for: each goes to the account's own mailbox.
    pub(super) fn of_reset(identifier: &str, address: Option<IpAddr>) -> Self {
        let account = identifier.trim().to_lowercase();
        let mut counted = vec![Counted {
            subject: hashed("reset", &account),
            free: 3,
            longest: Duration::minutes(15),
        }];
        if let Some(address) = address {
            counted.push(Counted {
                subject: hashed("reset_address", &network(address)),
                free: 20,
                longest: Duration::minutes(15),
            });
        }
        Self(counted)
    }

    /// The names under which it is counted.
    pub(super) fn names(&self) -> Vec<String> {
        self.0.iter().map(|c| c.subject.clone()).collect()
    }

    /// Whether the attempt has to wait.
    pub(super) async fn must_wait(&self, store: &Store, now: OffsetDateTime) -> Result<bool> {
        for counted in &self.0 {
            let row = throttles::Entity::find_by_id(counted.subject.as_str())
                .one(store.read())
                .await?;
            if let Some(row) = row
                && micros(now) < row.failed_at + micros_of(counted.wait(row.failures))
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The command that counts a failure.
    pub(super) fn failed(&self) -> CountFailure {
        CountFailure {
            subjects: self.names(),
        }
    }

    /// The command that forgets one's own failures: those from this browser, or from this address on this account.
    pub(super) fn succeeded(&self) -> ForgetFailures {
        let own = |c: &&Counted| {
            ["pair:", "browser:", "confirm:"]
                .iter()
                .any(|kind| c.subject.starts_with(kind))
        };
        ForgetFailures {
            subject: self.0.iter().find(own).map(|c| c.subject.clone()),
        }
    }
}

impl Counted {
    /// Two seconds after the first that is not free, twice as long after each more.
    fn wait(&self, failures: i32) -> Duration {
        let over = failures - self.free;
        if over < 0 {
            Duration::ZERO
        } else {
            Duration::seconds(2_i64 << over.min(20)).min(self.longest)
        }
    }
}

fn micros_of(duration: Duration) -> i64 {
    i64::try_from(duration.whole_microseconds()).unwrap_or(i64::MAX)
}

/// An IPv6 customer has a /64: it counts as one.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => format!("{:?}", &v6.segments()[..4]),
    }
}

/// Counts one failure for each subject.
#[derive(Serialize)]
pub(super) struct CountFailure {
    subjects: Vec<String>,
}

impl Command for CountFailure {
    const NAME: &'static str = "count_failed_sign_in";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        count(tx, &self.subjects).await
    }
}

/// Counts one more for each subject.
pub(super) async fn count(tx: &Tx, subjects: &[String]) -> Result<()> {
    let now = micros(tx.now());
    for subject in subjects {
        let row = throttles::Entity::find_by_id(subject.as_str())
            .one(tx.conn())
            .await?;
        let failures = match row {
            Some(row) if row.failed_at > micros(tx.now() - MEMORY) => {
                row.failures.saturating_add(1)
            }
            _ => 1,
        };
        let row = throttles::ActiveModel {
            subject: Set(subject.clone()),
            failures: Set(failures),
            failed_at: Set(now),
        };
        let again = OnConflict::column(throttles::Column::Subject)
            .update_columns([throttles::Column::Failures, throttles::Column::FailedAt])
            .to_owned();
        throttles::Entity::insert(row)
            .on_conflict(again)
            .exec_without_returning(tx.conn())
            .await?;
    }
    Ok(())
}

/// Forgets the failures of one subject.
#[derive(Serialize)]
pub(super) struct ForgetFailures {
    subject: Option<String>,
}

impl Command for ForgetFailures {
    const NAME: &'static str = "forget_failed_sign_ins";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        if let Some(subject) = &self.subject {
            throttles::Entity::delete_by_id(subject.as_str())
                .exec(tx.conn())
                .await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end() {
        let pair = Counted {
            subject: String::new(),
            free: 5,
            longest: Duration::minutes(15),
        };
        assert_eq!(pair.wait(4), Duration::ZERO);
        assert_eq!(pair.wait(5), Duration::seconds(2));
        assert_eq!(pair.wait(7), Duration::seconds(8));
        assert_eq!(pair.wait(i32::MAX), Duration::minutes(15));
    }

    #[test]
    fn neighbours_of_one_ipv6_network_count_as_one() {
        let a = network("2001:db8::1".parse().unwrap());
        assert_eq!(a, network("2001:db8::2".parse().unwrap()));
        assert_ne!(a, network("2001:db9::1".parse().unwrap()));
        assert_eq!(network("::ffff:10.0.0.1".parse().unwrap()), "10.0.0.1");
    }
}
