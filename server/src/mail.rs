//! Sends what the outbox holds, by SMTP.

use crate::config::Smtp;
use app::mail::{self, Mail};
use domain::ids::PersonId;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
    transport::smtp,
};
use services::{
    Ctx,
    accounts::{
        LinkKey,
        links::{self, Purpose},
        session::PersonSummary,
    },
    clock::Clock,
    content::rules::notices,
    ctx::Actor,
    jobs::{Done, Job, Work, Worker},
    store::Store,
};
use std::time::{Duration, SystemTime};

/// The longest the mail server may take to be reached.
const TIMEOUT: Duration = Duration::from_secs(10);
/// The longest one mail may take altogether; well within the lease, and within the time for a graceful stop.
const LONGEST: Duration = Duration::from_secs(15);
/// Why no mail is sent where no server is named.
const NO_MAIL: &str = "mail is not set up: JASIN_SMTP_URL is empty";
/// Answers of 5xx that speak of us, not of the mail: mended by the administrator, so the mail waits.
const OUR_FAULT: [u16; 4] = [530, 534, 535, 538];

/// Does the jobs that send mail.
#[derive(Clone, Debug)]
pub struct Mailer {
    store: Store,
    clock: Clock,
    key: LinkKey,
    /// Where people reach the pages, without a slash at the end.
    address: String,
    way: Option<(AsyncSmtpTransport<Tokio1Executor>, Mailbox)>,
}

impl Mailer {
    /// A mailer by this server; without one, mails are given up visibly.
    ///
    /// # Errors
    /// When the server's address or its root certificates cannot be used.
    pub fn new(
        store: Store,
        clock: Clock,
        key: LinkKey,
        address: String,
        smtp: Option<&Smtp>,
    ) -> Result<Self, smtp::Error> {
        let way = match smtp {
            Some(smtp) => {
                let transport = smtp.transport()?.timeout(Some(TIMEOUT)).build();
                Some((transport, smtp.from.clone()))
            }
            None => None,
        };
        Ok(Self {
            store,
            clock,
            key,
            address,
            way,
        })
    }

    /// What is true when it is sent, not when it was wanted: whoever had nothing left to do gets no mail.
    async fn mail_rules(&self, job: &Job, person: PersonId) -> Done {
        let Some((transport, from)) = &self.way else {
            return Done::Never(NO_MAIL.to_owned());
        };
        let recipient = match links::recipient(&self.store, person).await {
            Ok(Some(recipient)) => recipient,
            Ok(None) => return Done::Finished,
            Err(error) => return failed(error),
        };
        let ctx = Ctx {
            actor: Actor::Person(person),
            zone: recipient.time_zone.to_string(),
            language: recipient.language,
            ..Ctx::system(self.clock.clone(), "jobs")
        };
        let cards = match notices::of_actor(&self.store, &ctx).await {
            Ok(cards) if cards.is_empty() => return Done::Finished,
            Ok(cards) => cards,
            Err(error) => return failed(error),
        };
        let address = format!("{}/content/rules?show=open", self.address);
        let mail = mail::rules(&recipient, &cards, &address);
        match self.message(job, from, &recipient, mail) {
            Ok(message) => send(transport, message).await,
            Err(why) => Done::Never(why),
        }
    }

    async fn mail_link(&self, job: &Job, purpose: Purpose, person: PersonId) -> Done {
        let Some((transport, from)) = &self.way else {
            return Done::Never(NO_MAIL.to_owned());
        };
        let recipient = match links::recipient(&self.store, person).await {
            Ok(Some(recipient)) => recipient,
            // Who has no address, or is gone, gets no mail.
            Ok(None) => return Done::Finished,
            Err(error) => return failed(error),
        };
        let ctx = Ctx::system(self.clock.clone(), "jobs");
        let (store, key) = (&self.store, &self.key);
        let link =
            links::open_mailed(store, &ctx, key, purpose, person, job.id, job.created_at).await;
        let link = match link {
            Ok(Some(link)) => link,
            Ok(None) => return Done::Finished,
            Err(error) => return failed(error),
        };
        let address = format!("{}/set-up/{}", self.address, link.token);
        let mail = mail::link(purpose, &recipient, &address, link.expires_at);
        match self.message(job, from, &recipient, mail) {
            Ok(message) => send(transport, message).await,
            Err(why) => Done::Never(why),
        }
    }

    fn message(
        &self,
        job: &Job,
        from: &Mailbox,
        to: &PersonSummary,
        mail: Mail,
    ) -> Result<Message, String> {
        let address = to
            .email
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let address = address.parse().map_err(|e| format!("the address: {e}"))?;
        let at = u64::try_from(self.clock.now().unix_timestamp()).unwrap_or(0);
        Message::builder()
            .from(from.clone())
            .to(Mailbox::new(Some(to.name.to_string()), address))
            .subject(mail.subject)
            // The same on each attempt: a mail that arrives twice is shown once.
            .message_id(Some(format!("<{}@{}>", job.id, from.email.domain())))
            .date(SystemTime::UNIX_EPOCH + Duration::from_secs(at))
            // Nobody's holiday notice answers it (RFC 3834).
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ))
            .multipart(MultiPart::alternative_plain_html(mail.text, mail.html))
            .map_err(|e| format!("the mail: {e}"))
    }
}

/// Reading failed, not the mail: another attempt may succeed.
fn failed(error: services::Error) -> Done {
    tracing::error!(
        error = &error as &dyn std::error::Error,
        "a mail was not made"
    );
    Done::Later("the database did not answer".to_owned())
}

async fn send(transport: &AsyncSmtpTransport<Tokio1Executor>, message: Message) -> Done {
    // The transport's own limit holds for connecting only: a server that falls silent must not hold a lease.
    match tokio::time::timeout(LONGEST, transport.send(message)).await {
        Err(_) => Done::Later("the mail server fell silent".to_owned()),
        Ok(Ok(_)) => Done::Finished,
        Ok(Err(error)) => {
            let code = error.status().map(u16::from);
            let why = whole(&error);
            if error.is_permanent() && !code.is_some_and(|code| OUR_FAULT.contains(&code)) {
                Done::Never(why)
            } else {
                Done::Later(why)
            }
        }
    }
}

/// The error with its causes, for the page of jobs.
fn whole(error: &smtp::Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text = format!("{text}: {cause_text}");
        }
        source = cause.source();
    }
    text
}

impl Worker for Mailer {
    async fn work(&self, job: &Job) -> Done {
        match job.work {
            Work::MailInvitation { person } => {
                self.mail_link(job, Purpose::Invitation, person).await
            }
            Work::MailReset {
                person: Some(person),
            } => self.mail_link(job, Purpose::Reset, person).await,
            Work::MailReset { person: None } => Done::Finished,
            Work::MailRules { person } => self.mail_rules(job, person).await,
        }
    }
}
