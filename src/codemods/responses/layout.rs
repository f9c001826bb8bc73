//! How an expression looks after brackets and conversions around it are gone.
//! Border: white space, brackets and names of keywords; what may go is decided elsewhere.
use ruff_python_ast::token::TokenKind;
use ruff_text_size::{Ranged, TextRange, TextSize};

use crate::plan::Edit;
use crate::python::{Module, bytes, dedent_lines};

/// Narrower lines are never made longer than this.
const USUAL_WIDTH: usize = 88;
/// However wide a file is written.
const GREATEST_WIDTH: usize = 120;

/// One item of a dictionary (or list of pairs) that becomes an argument.
#[derive(Debug, Clone)]
pub struct Item {
    /// From its first character to its value: what `name=` takes the place of.
    pub lead: TextRange,
    /// What stays of it.
    pub value: TextRange,
    /// What follows the value inside the item: the closing bracket of a pair.
    pub trail: TextRange,
    /// The keyword; `None`: `**value` stays as it is written.
    pub keyword: Option<&'static str>,
}

/// Takes everything of `outer` away but `inner`; `None` if a comment would go with it.
pub fn unwrap(module: &Module, outer: TextRange, inner: TextRange) -> Option<Vec<Edit>> {
    let before = TextRange::new(outer.start(), inner.start());
    let after = TextRange::new(inner.end(), outer.end());
    if module.has_comment(before) || module.has_comment(after) {
        return None;
    }
    let mut edits = vec![Edit::delete(bytes(&before)), Edit::delete(bytes(&after))];
    edits.extend(dedent(module, outer.start(), inner, &[]));
    edits.retain(|edit| edit.start != edit.end);
    Some(edits)
}

/// Shifts the lines of `inner` after its first to the left, as far as its first line moves left when it is put at
/// `target`. Lines that begin inside one of `gone` are left out.
fn dedent(module: &Module, target: TextSize, inner: TextRange, gone: &[TextRange]) -> Vec<Edit> {
    let (wide, narrow) = (module.indentation(inner.start()), module.indentation(target));
    let Some(prefix) = wide.strip_prefix(narrow) else { return Vec::new() };
    let first = module.lines.line(inner.start().to_usize()) + 1;
    let last = module.lines.line(inner.end().to_usize()) + 1;
    let mut edits = dedent_lines(module, first..last.max(first), prefix);
    edits.retain(|edit| {
        !gone.iter().any(|range| range.start().to_usize() < edit.start && edit.start < range.end().to_usize())
    });
    edits
}

/// The call whose last argument is turned into arguments of its own.
#[derive(Debug, Clone, Copy)]
pub struct Spread<'e> {
    /// The brackets of the call's arguments.
    pub arguments: TextRange,
    /// The last argument with the conversions around it.
    pub outer: TextRange,
    /// Without them.
    pub brackets: TextRange,
    /// What else is edited in the file, for measuring lines.
    pub edits: &'e [Edit],
}

/// Turns a bracketed list of `items` that is the last argument of a call into arguments of that call.
pub fn spread(module: &Module, call: Spread<'_>, items: &[Item]) -> Option<Vec<Edit>> {
    let (Some(first), Some(last)) = (items.first(), items.last()) else { return None };
    let outer = call.outer;
    let mut edits: Vec<Edit> = Vec::new();
    for item in items {
        if module.has_comment(item.lead) || module.has_comment(item.trail) {
            return None;
        }
        if let Some(keyword) = item.keyword {
            edits.push(Edit::replace(bytes(&item.lead), format!("{keyword}=")));
        }
        edits.push(Edit::delete(bytes(&item.trail)));
    }
    let lead = TextRange::new(outer.start(), first.lead.start());
    let trail = TextRange::new(last.trail.end(), outer.end());
    let inner = TextRange::new(first.lead.start(), last.trail.end());
    let gaps: Vec<TextRange> =
        items.windows(2).map(|pair| TextRange::new(pair[0].trail.end(), pair[1].lead.start())).collect();
    let is_multiline = |range: &TextRange| module.text()[*range].contains(['\n', '\r']);
    let line_start = module.lines.start(module.lines.line(outer.start().to_usize()));
    let starts_line = module.text()[line_start..outer.start().to_usize()].trim().is_empty();
    let has_comment = |range: &TextRange| module.has_comment(*range);
    if has_comment(&lead) && starts_line {
        return None;
    }
    let breaks = is_multiline(&lead) || gaps.iter().any(is_multiline);
    let joins =
        !starts_line && breaks && !gaps.iter().chain([&lead, &trail]).any(has_comment) && fits(module, call, items);
    if starts_line || joins || !is_multiline(&lead) {
        edits.push(Edit::delete(bytes(&lead)));
    } else if let Some(indentation) = explodes(module, call, lead) {
        let newline = module.dialect.newline.as_str();
        edits.push(Edit::insert(call.arguments.start().to_usize() + 1, format!("{newline}{indentation}")));
        let text = module.text();
        let comma = text[..outer.start().to_usize()].trim_end().len();
        edits.push(Edit::replace(comma..lead.end().to_usize(), format!("{newline}{indentation}")));
    } else {
        edits.push(opening_only(module, outer, call.brackets)?);
    }
    if joins {
        edits.extend(gaps.iter().map(|gap| Edit::replace(bytes(gap), ", ")));
    }
    if starts_line && !gaps.is_empty() && !gaps.iter().any(|gap| is_multiline(gap) || has_comment(gap)) {
        // Arguments that stand on lines of their own go on doing so. The line's start is replaced by itself, so that
        // nobody shifts it in the same round: the new lines would not be shifted with it.
        let newline = module.dialect.newline.as_str();
        let start = &module.text()[line_start..outer.start().to_usize()];
        edits.extend(gaps.iter().map(|gap| Edit::replace(bytes(gap), format!(",{newline}{start}"))));
        let before = module.text()[..line_start].trim_end_matches(['\n', '\r']).len();
        let same = &module.text()[before..outer.start().to_usize()];
        edits.push(Edit::replace(before..outer.start().to_usize(), same));
    }
    if has_comment(&trail) || (!starts_line && !joins && is_multiline(&trail)) {
        edits.extend(closing_only(module, outer, call.brackets, trail)?);
    } else {
        edits.push(Edit::delete(bytes(&trail)));
    }
    if starts_line || joins {
        edits.extend(dedent(module, outer.start(), inner, if joins { &gaps } else { &[] }));
    }
    edits.retain(|edit| edit.start != edit.end || !edit.text.is_empty());
    Some(edits)
}

/// The indentation of the items, if the first argument goes to a line of its own before them.
fn explodes<'m>(module: &'m Module, call: Spread<'_>, lead: TextRange) -> Option<&'m str> {
    let text = module.text();
    let before = &text[call.arguments.start().to_usize() + 1..call.outer.start().to_usize()];
    let inside = module.indentation(lead.end());
    let around = module.indentation(call.arguments.start());
    let brackets_open_last = text[call.brackets.start().to_usize() + 1..].starts_with(['\n', '\r']);
    let fits = !before.contains(['\n', '\r'])
        && !before.starts_with([' ', '\t'])
        && brackets_open_last
        && !module.has_comment(lead)
        && inside.len() > around.len()
        && inside.starts_with(around);
    fits.then_some(inside)
}

/// Whether the line that the list begins in stays narrow enough if all items are put into it, up to the first line end
/// in one of them.
fn fits(module: &Module, call: Spread<'_>, items: &[Item]) -> bool {
    let text = module.text();
    let outer = call.outer;
    let start = module.lines.start(module.lines.line(outer.start().to_usize()));
    let mut line = rendered(module, start..outer.start().to_usize(), call.edits);
    let mut has_line_end = false;
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            line.push_str(", ");
        }
        line.push_str(item.keyword.unwrap_or_default());
        line.push('=');
        let value = rendered(module, item.value.start().to_usize()..item.value.end().to_usize(), call.edits);
        let first = value.split(['\n', '\r']).next().unwrap_or_default();
        line.push_str(first);
        if first.len() != value.len() {
            has_line_end = true;
            break;
        }
    }
    if !has_line_end {
        let line_end = module.lines.end(module.lines.line(outer.end().to_usize()));
        line.push_str(text[outer.end().to_usize()..line_end].trim_end());
    }
    let widest = text.lines().map(|line| width(line.trim_end())).max().unwrap_or_default();
    width(&line) <= widest.clamp(USUAL_WIDTH, GREATEST_WIDTH)
}

/// How many columns a line takes.
fn width(line: &str) -> usize {
    line.chars().map(|letter| if letter == '\t' { 4 } else { 1 }).sum()
}

/// What becomes of a range.
fn rendered(module: &Module, range: std::ops::Range<usize>, edits: &[Edit]) -> String {
    let mut inside: Vec<&Edit> =
        edits.iter().filter(|edit| range.start <= edit.start && edit.end <= range.end).collect();
    inside.sort_by_key(|edit| (edit.start, edit.end));
    let mut text = String::new();
    let mut done = range.start;
    for edit in inside {
        if edit.start < done {
            continue;
        }
        text.push_str(&module.text()[done..edit.start]);
        text.push_str(&edit.text);
        done = edit.end;
    }
    text.push_str(&module.text()[done..range.end]);
    text
}

/// Removes the opening bracket, what stands around it and the blanks before it, and leaves the line end after it.
fn opening_only(module: &Module, outer: TextRange, brackets: TextRange) -> Option<Edit> {
    let text = module.text();
    let open = brackets.start().to_usize() + 1;
    if module.has_comment(TextRange::new(outer.start(), brackets.start())) {
        return None;
    }
    let mut start = outer.start().to_usize();
    if text[open..].starts_with(['\n', '\r']) {
        start = text[..start].trim_end_matches([' ', '\t']).len();
    }
    Some(Edit::delete(start..open))
}

/// Removes the closing bracket and what stands around it and leaves lines and comments before it as they are.
fn closing_only(module: &Module, outer: TextRange, brackets: TextRange, trail: TextRange) -> Option<Vec<Edit>> {
    let text = module.text();
    let close = brackets.end().to_usize() - 1;
    if module.has_comment(TextRange::new(brackets.end(), outer.end())) {
        return None;
    }
    let mut edits = Vec::new();
    let own_comma = module.tokens_in(trail).iter().any(|token| token.kind() == TokenKind::Comma);
    let follows = module.token_after(outer.end()).filter(|token| token.kind() == TokenKind::Comma);
    let mut end = outer.end().to_usize();
    if let Some(comma) = follows {
        if !own_comma {
            edits.push(Edit::insert(trail.start().to_usize(), ","));
        }
        end = comma.end().to_usize();
    }
    // A line that held only the closing bracket goes whole.
    let line = module.lines.line(close);
    let mut from = close;
    let alone = text[module.lines.start(line)..close].trim().is_empty();
    if alone && text[end..module.lines.end(module.lines.line(end))].trim().is_empty() && line > 0 {
        from = text[..module.lines.start(line)].trim_end_matches(['\n', '\r']).len();
    }
    edits.push(Edit::delete(from..end));
    Some(edits)
}
