//! The one writer of SQLite: waiting commands share a transaction and its one fsync.

use super::{command::Erased, execute};
use crate::{Ctx, Error, Result};
use sea_orm::{DatabaseConnection, SqliteTransactionMode, TransactionOptions, TransactionTrait};
use tokio::sync::{mpsc, oneshot};

/// The most commands in one transaction: it bounds how long the first of them waits for the last.
const BATCH: usize = 64;
/// The most commands that may wait; more are asked to come again.
const QUEUE: usize = 4096;

type Answer = Result<serde_json::Value>;

enum Message {
    Run {
        ctx: Box<Ctx>,
        command: Box<dyn Erased>,
        reply: oneshot::Sender<Answer>,
    },
    Stop(oneshot::Sender<()>),
}

/// The way to the writer task.
#[derive(Debug)]
pub(super) struct Writer(mpsc::Sender<Message>);

impl Writer {
    pub(super) fn start(connection: DatabaseConnection) -> Self {
        let (sender, receiver) = mpsc::channel(QUEUE);
        tokio::spawn(work(connection, receiver));
        Self(sender)
    }

    /// Waits for its turn, and for the commit. A caller that goes away does not undo what was queued.
    pub(super) async fn run(&self, ctx: Ctx, command: Box<dyn Erased>) -> Answer {
        let (reply, answer) = oneshot::channel();
        let message = Message::Run {
            ctx: Box::new(ctx),
            command,
            reply,
        };
        self.0
            .send(message)
            .await
            .map_err(|_| Error::Unavailable("the store is closing"))?;
        answer
            .await
            .map_err(|_| Error::Unavailable("the store is closing"))?
    }

    /// Lets everything that waits be written, then ends the task.
    pub(super) async fn stop(&self) {
        let (done, ended) = oneshot::channel();
        if self.0.send(Message::Stop(done)).await.is_ok() {
            let _ = ended.await;
        }
    }
}

async fn work(connection: DatabaseConnection, mut queue: mpsc::Receiver<Message>) {
    let mut waiting = Vec::with_capacity(BATCH);
    while queue.recv_many(&mut waiting, BATCH).await > 0 {
        let mut stop = None;
        let mut batch = Vec::with_capacity(waiting.len());
        for message in waiting.drain(..) {
            match message {
                Message::Run {
                    ctx,
                    command,
                    reply,
                } => batch.push((ctx, command, reply)),
                Message::Stop(done) => stop = Some(done),
            }
        }
        write_batch(&connection, batch).await;
        if let Some(done) = stop {
            let _ = done.send(());
            return;
        }
    }
}

type Waiting = (Box<Ctx>, Box<dyn Erased>, oneshot::Sender<Answer>);

async fn write_batch(connection: &DatabaseConnection, batch: Vec<Waiting>) {
    if batch.is_empty() {
        return;
    }
    let mut answers = Vec::with_capacity(batch.len());
    let committed = write_all(connection, &batch, &mut answers).await;
    for (i, (_, _, reply)) in batch.into_iter().enumerate() {
        let answer = match (&committed, answers.get_mut(i)) {
            (Ok(()), Some(answer)) => {
                std::mem::replace(answer, Err(Error::internal("answered twice")))
            }
            (Err(error), _) => Err(Error::internal(format!("the transaction failed: {error}"))),
            (Ok(()), None) => Err(Error::internal("a command was not run")),
        };
        let _ = reply.send(answer);
    }
}

async fn write_all(
    connection: &DatabaseConnection,
    batch: &[Waiting],
    answers: &mut Vec<Answer>,
) -> Result<()> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..Default::default()
    };
    let outer = connection.begin_with_options(options).await?;
    for (ctx, command, _) in batch {
        match execute::answered(&outer, ctx, command.as_ref()).await {
            Ok(None) => {}
            Ok(Some(answer)) => {
                answers.push(Ok(answer));
                continue;
            }
            Err(error) => {
                answers.push(Err(error));
                continue;
            }
        }
        let savepoint = outer.begin().await?;
        let (answer, savepoint) = execute::run(savepoint, ctx, command.as_ref()).await;
        if answer.is_ok() {
            savepoint.commit().await?
        } else {
            savepoint.rollback().await?
        }
        answers.push(answer);
    }
    Ok(outer.commit().await?)
}
