//! Password hashes: Argon2id, a bounded number at a time, off the async threads.

use crate::{Error, Result, ctx};
use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use domain::accounts::password::{self, PasswordError, korean_habit};
use std::{
    cell::Cell,
    sync::{Arc, LazyLock, OnceLock},
};
use tokio::sync::Semaphore;

/// How many hashes are made at a time: each takes 19 MiB and a core.
static TURNS: LazyLock<Arc<Semaphore>> = LazyLock::new(|| {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    Arc::new(Semaphore::new(cores))
});

/// How many may wait for their turn; more are asked to come again, so that a flood does not become a queue of minutes.
static QUEUE: Semaphore = Semaphore::const_new(256);

tokio::task_local! {
    /// How many hashes this task verified: see [`counting`].
    static VERIFIED: Cell<u32>;
}

/// What an unknown account is verified against, so that it takes as long as a known one.
static NOBODY: OnceLock<String> = OnceLock::new();

async fn in_turn<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let _place = QUEUE
        .try_acquire()
        .map_err(|_| Error::Unavailable("too many people sign in at once"))?;
    let turn = TURNS
        .clone()
        .acquire_owned()
        .await
        .map_err(|_| Error::Unavailable("closing"))?;
    // The turn ends with the work, not with whoever waited for it: a caller that goes away frees no core.
    let work = move || {
        let done = work();
        drop(turn);
        done
    };
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|e| Error::Internal(Box::new(e)))?
}

/// Runs something and tells how many hashes it verified: tests hold known and unknown accounts to the same number.
pub async fn counting<F: Future>(work: F) -> (F::Output, u32) {
    let scope = async {
        let output = work.await;
        (output, VERIFIED.with(Cell::get))
    };
    VERIFIED.scope(Cell::new(0), scope).await
}

/// The hash of a password, in PHC form, with the library's defaults, which are OWASP's (19 MiB, t=2, p=1).
///
/// # Errors
/// [`Error::Internal`] when hashing fails.
pub async fn hash(password: String) -> Result<String> {
    in_turn(move || hash_now(&password)).await
}

fn hash_now(password: &str) -> Result<String> {
    let mut salt = [0; 16];
    ctx::fill_random(&mut salt);
    let hash = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
    Ok(hash
        .map_err(|e| Error::internal(e.to_string()))?
        .to_string())
}

/// Whether the password is that of the hash. Without a hash the work is the same and the answer no.
///
/// # Errors
/// [`Error::Internal`] when the kept hash is none.
pub async fn verify(typed: &str, hash: Option<String>) -> Result<bool> {
    // Too long a password is refused by its length only after the same work.
    let (typed, fits) = match password::normalise(typed) {
        Ok(text) => (text, true),
        Err(_) => (String::new(), false),
    };
    let _ = VERIFIED.try_with(|count| count.set(count.get() + 1));
    in_turn(move || {
        let known = hash.is_some();
        let hash = match hash {
            Some(hash) => hash,
            None => nobody()?,
        };
        let parsed = PasswordHash::new(&hash).map_err(|e| Error::internal(e.to_string()))?;
        let right = Argon2::default()
            .verify_password(typed.as_bytes(), &parsed)
            .is_ok();
        Ok(right && known && fits)
    })
    .await
}

fn nobody() -> Result<String> {
    match NOBODY.get() {
        Some(hash) => Ok(hash.clone()),
        None => {
            let hash = hash_now(&super::Token::random().to_string())?;
            Ok(NOBODY.get_or_init(|| hash).clone())
        }
    }
}

/// Makes the hash for unknown accounts beforehand, so that the first of them takes no longer than others.
///
/// # Errors
/// [`Error::Internal`] when hashing fails.
pub async fn warm_up() -> Result<()> {
    in_turn(|| nobody().map(drop)).await
}

/// Checks a new password: its length, Korean keyboard habits, how hard it is to guess. `known` are words an
/// attacker would try first: the person's name, number and address.
///
/// # Errors
/// [`Error::Invalid`] for the field `password`.
pub fn check_new(typed: &str, known: &[&str]) -> Result<String> {
    let text = password::normalise_new(typed).map_err(|e| {
        let code = match e {
            PasswordError::TooShort => "too_short",
            PasswordError::TooLong => "too_long",
        };
        Error::field("password", code)
    })?;
    if korean_habit(&text).is_some() {
        return Err(Error::field("password", "keyboard_habit"));
    }
    // zxcvbn takes quadratic time: the first hundred characters decide.
    let head: String = text.chars().take(100).collect();
    if zxcvbn::zxcvbn(&head, known).score() >= zxcvbn::Score::Three {
        return Ok(text);
    }
    let alone = zxcvbn::zxcvbn(&head, &[]).score() >= zxcvbn::Score::Three;
    Err(Error::field(
        "password",
        if alone { "personal" } else { "weak_password" },
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(typed: &str, known: &[&str]) -> &'static str {
        match check_new(typed, known) {
            Err(Error::Invalid(fields)) => fields[0].code,
            Err(_) => "other",
            Ok(_) => "fine",
        }
    }

    #[test]
    fn weak_passwords_are_told_apart() {
        assert_eq!(code("short", &[]), "too_short");
        assert_eq!(code(&"가나다라마".repeat(60), &[]), "too_long");
        assert_eq!(code("password1234", &[]), "weak_password");
        assert_eq!(code("dkssudgktpdy12", &[]), "keyboard_habit");
        assert_eq!(code("minji.kim@hanbit", &["minji.kim@hanbit"]), "personal");
        assert_eq!(code("a calm lake and seven herons", &[]), "fine");
        assert_eq!(code("고요한 호수와 일곱 마리 왜가리", &[]), "fine");
    }

    #[tokio::test]
    async fn a_hash_is_argon2id_at_the_recommended_cost() {
        let kept = hash("a calm lake".into()).await.unwrap();
        assert!(
            kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{kept}"
        );
        assert!(verify("a calm lake", Some(kept.clone())).await.unwrap());
        assert!(!verify("a calm lark", Some(kept)).await.unwrap());
        assert!(!verify("a calm lake", None).await.unwrap());
    }
}
