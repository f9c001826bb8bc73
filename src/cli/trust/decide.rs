//! Whether commands may be run: what was decided before, what options say, and asking.
//! Border: decides before anything is written; runs nothing.
use super::{Asked, TrustArguments, TrustError};
use crate::catalog::{Home, Trust, TrustDecision, Verdict};
use crate::cli::{Error, Session};
use crate::text::shell_line;
use crate::ui::{Menu, MenuKey};

/// Whether somebody is asked about what is not decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Asking {
    /// Somebody is.
    Allowed,
    /// Nobody is: it is refused.
    Forbidden,
}

/// What a template asks for, and whether it may have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct Decided {
    /// What it asks for.
    pub asked: Asked,
    /// Whether it is run.
    pub allowed: bool,
}

/// Decides about everything that is asked for. `again` are the words of the same command, without consent to write.
pub(in crate::cli) fn decide(
    all: Vec<Asked>,
    arguments: &TrustArguments,
    asking: Asking,
    again: &[String],
    session: &mut Session,
) -> Result<Vec<Decided>, Error> {
    let mut trust = Trust::read(Home::of_user().state.as_deref());
    let (mut decided, mut open, mut news) = (Vec::new(), Vec::new(), Vec::new());
    for asked in all {
        let known = trust.verdict(&asked.source, &asked.hash);
        let verdict = if arguments.leaves_out() {
            Some(Verdict::Refused)
        } else if arguments.trusts(&asked.hash) {
            news.push(decision(&asked, Verdict::Trusted));
            Some(Verdict::Trusted)
        } else if asked.lines().is_empty() {
            Some(Verdict::Trusted)
        } else {
            known
        };
        match (verdict, asking) {
            (Some(verdict), _) => decided.push(Decided { asked, allowed: verdict == Verdict::Trusted }),
            (None, Asking::Allowed) => {
                let verdict = ask(&asked, session)?;
                news.push(decision(&asked, verdict));
                decided.push(Decided { asked, allowed: verdict == Verdict::Trusted });
            }
            (None, Asking::Forbidden) => open.push(asked),
        }
    }
    if !open.is_empty() {
        let asked = open.iter().map(Into::into).collect();
        return Err(TrustError::Undecided { asked, example: example(again, arguments, &open) }.into());
    }
    keep(&mut trust, news, session);
    Ok(decided)
}

fn decision(asked: &Asked, verdict: Verdict) -> TrustDecision {
    let (source, hash, name) = (asked.source.clone(), asked.hash.clone(), asked.name.clone());
    TrustDecision { source, hash, name, verdict }
}

/// Puts the question for one template; the bare Enter key agrees to nothing.
fn ask(asked: &Asked, session: &mut Session) -> Result<Verdict, Error> {
    let theme = session.printer.stderr_theme();
    let mut text = format!(
        "{} asks for commands to be run when the files are written.\n  {}\n",
        theme.strong(&asked.name),
        theme.faint(format!("{} sha256:{}", asked.source, asked.hash))
    );
    for (command, line) in
        asked.commands.iter().filter(|it| crate::steps::Step::named(&it.argv).is_none()).zip(asked.lines())
    {
        text.push_str(&format!("\n  {}", theme.accent(line)));
        if let Some(note) = &command.note {
            text.push_str(&format!("\n    {}", theme.faint(note)));
        }
    }
    text.push_str("\n\nThey can do whatever you can do. The answer is kept for this content of the template.");
    session.prompter.say(&text);
    let keys = [
        MenuKey { key: 'y', label: "yes, run them" },
        MenuKey { key: 'n', label: "no, leave them out" },
        MenuKey { key: 'q', label: "quit" },
    ];
    match session.prompter.menu(&Menu { prompt: "Run them?", keys: &keys, default: Some('n'), back: None })? {
        'y' => Ok(Verdict::Trusted),
        'n' => Ok(Verdict::Refused),
        _ => Err(TrustError::Left.into()),
    }
}

/// A decision that cannot be kept holds for this run.
fn keep(trust: &mut Trust, news: Vec<TrustDecision>, session: &Session) {
    let news: Vec<_> =
        news.into_iter().filter(|new| trust.verdict(&new.source, &new.hash) != Some(new.verdict)).collect();
    if news.is_empty() {
        return;
    }
    news.into_iter().for_each(|new| trust.decide(new));
    if let Err(error) = trust.save() {
        session.printer.warning(&format!("what was decided about commands is not kept: {error}"));
    }
}

/// The same command with the options that agree.
fn example(again: &[String], arguments: &TrustArguments, open: &[Asked]) -> String {
    let mut words = again.to_vec();
    words.extend(arguments.words());
    words.extend(
        open.iter().flat_map(|asked| ["--trust".to_owned(), asked.hash[..asked.hash.len().min(16)].to_owned()]),
    );
    words.push("--yes".to_owned());
    shell_line(&words)
}
