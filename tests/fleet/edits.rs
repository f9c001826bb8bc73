//! What users do to a project: functions, imports, keys and lines added, changed, moved, removed; files renamed.
//! Border: text and files; each edit works on whatever project has what it needs, and says whether it collides with what
//! the template changes.
use std::path::Path;

use super::project::Description;

/// A source of decisions that is the same everywhere.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: usize) -> Self {
        Self((seed as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x2545_f491_4f6c_dd1d))
    }

    /// A number below `limit`.
    pub fn roll(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

/// What a user did.
#[derive(Debug, Default)]
pub struct Done {
    /// The names of the edits.
    pub names: Vec<String>,
    /// Whether one of them is about something that the template changes, too.
    pub collides: bool,
}

/// One kind of edit; `None` if the project has nothing for it.
type Edit = fn(&Place<'_>) -> Option<()>;

/// A project to be edited.
struct Place<'a> {
    root: &'a Path,
    /// Makes names that nothing else has.
    number: usize,
}

/// Edits that keep out of the way of what the templates change.
const QUIET: [(&str, Edit); 24] = [
    ("a function at the end", append_function),
    ("a method in the class", append_method),
    ("an import", add_import),
    ("a line in a function", add_statement),
    ("a comment above a function", add_comment),
    ("a changed function", change_function),
    ("a moved function", move_function),
    ("a variable in wrangler", add_variable),
    ("a binding in wrangler", add_binding),
    ("the Worker's name", change_name),
    ("wrangler indented otherwise", reindent),
    ("a dependency", add_dependency),
    ("an upper bound for a dependency", bound_dependency),
    ("a newer wrangler", raise_wrangler),
    ("a script", add_script),
    ("a line in .gitignore", ignore_more),
    ("a section in the README", add_section),
    ("a step in the workflow", add_step),
    ("a file of one's own", add_file),
    ("a file removed", remove_file),
    ("a module renamed", rename_module),
    ("other line ends", change_line_ends),
    ("no final line end", cut_line_end),
    ("a file made executable", make_executable),
];

/// Edits of what the templates change, too.
const COLLIDING: [(&str, Edit); 9] = [
    ("the same constant", same_constant),
    ("the same date", same_date),
    ("the same dependency pinned", same_dependency),
    ("the same condition", same_condition),
    ("a file of a name that is new", same_file),
    ("a changed file that goes", change_removed),
    ("a function that changes removed", remove_function),
    ("the same picture", same_picture),
    ("quotes and line breaks everywhere", reformat),
];

/// Has the user of a project do between three and eight things, in four of ten projects with one that collides.
pub fn edit(root: &Path, about: &Description, dice: &mut Dice) -> Done {
    let mut done = Done::default();
    let wanted = 3 + dice.roll(6);
    let place = Place { root, number: about.number };
    let mut left: Vec<usize> = (0..QUIET.len()).collect();
    if dice.roll(10) < 4 {
        let begin = dice.roll(COLLIDING.len());
        let all = (0..COLLIDING.len()).map(|offset| COLLIDING[(begin + offset) % COLLIDING.len()]);
        for (name, edit) in all {
            if edit(&place).is_some() {
                done.names.push(name.to_owned());
                done.collides = true;
                break;
            }
        }
    }
    while done.names.len() < wanted && !left.is_empty() {
        let (name, edit) = QUIET[left.remove(dice.roll(left.len()))];
        if edit(&place).is_some() {
            done.names.push(name.to_owned());
        }
    }
    done
}

impl Place<'_> {
    fn read(&self, path: &str) -> Option<String> {
        std::fs::read_to_string(self.root.join(path)).ok()
    }

    fn write(&self, path: &str, text: &str) -> Option<()> {
        let path = self.root.join(path);
        std::fs::create_dir_all(path.parent()?).ok()?;
        std::fs::write(path, text).ok()
    }

    /// The first of these that is there.
    fn first(&self, paths: &[&'static str]) -> Option<&'static str> {
        paths.iter().find(|path| self.root.join(path).is_file()).copied()
    }

    /// Replaces the only place where `old` stands.
    fn replace(&self, path: &str, old: &str, new: &str) -> Option<()> {
        let text = self.read(path)?;
        let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let (old, new) = (old.replace('\n', end), new.replace('\n', end));
        (text.matches(old.as_str()).count() == 1).then(|| self.write(path, &text.replace(old.as_str(), &new)))?
    }
}

/// Modules that people work in, whatever they are called now.
const MODULES: [&str; 6] =
    ["src/router.py", "src/routing.py", "src/notes.py", "src/pages/layout.py", "src/pages/about.py", "src/entry.py"];

fn append_function(place: &Place<'_>) -> Option<()> {
    let path = place.first(&MODULES)?;
    let text = place.read(path)?;
    let end = if text.ends_with('\n') { "" } else { "\n" };
    let number = place.number;
    place.write(path, &format!("{text}{end}\n\ndef helper_{number}(value):\n    return value * {number}\n"))
}

fn append_method(place: &Place<'_>) -> Option<()> {
    let text = place.read("src/entry.py")?;
    let end = if text.ends_with('\n') { "" } else { "\n" };
    let number = place.number;
    let method = format!(
        "\n    async def queue(self, batch, env=None, ctx=None):\n        print(\"batch_{number}\", len(batch.messages))\n"
    );
    place.write("src/entry.py", &format!("{text}{end}{method}"))
}

fn add_import(place: &Place<'_>) -> Option<()> {
    let text = place.read("src/entry.py")?;
    let line = text.lines().find(|line| line.starts_with("from urllib"))?.to_owned();
    let number = place.number;
    place.replace("src/entry.py", &line, &format!("import uuid as uuid_{number}\n{line}"))
}

fn add_statement(place: &Place<'_>) -> Option<()> {
    let number = place.number;
    match place.first(&["src/notes.py"]) {
        Some(path) => place.replace(
            path,
            "    note[\"created\"] = int(time.time())\n",
            &format!("    note[\"created\"] = int(time.time())\n    note[\"edition\"] = \"v{number}\"\n"),
        ),
        None => place.replace(
            "src/pages/__init__.py",
            "    \"\"\"A page as HTML.\"\"\"\n",
            &format!("    \"\"\"A page as HTML.\"\"\"\n    print(\"page_{number}\", name)\n"),
        ),
    }
}

fn add_comment(place: &Place<'_>) -> Option<()> {
    let number = place.number;
    match place.first(&["src/notes.py"]) {
        Some(path) => place.replace(
            path,
            "\nasync def tidy(env):",
            &format!("\n# Reviewed in round {number}.\nasync def tidy(env):"),
        ),
        None => place.replace(
            "src/pages/layout.py",
            "\ndef layout(",
            &format!("\n# Reviewed in round {number}.\ndef layout("),
        ),
    }
}

fn change_function(place: &Place<'_>) -> Option<()> {
    let number = place.number;
    match place.first(&["src/notes.py"]) {
        Some(path) => place.replace(
            path,
            "    if not note.get(\"text\"):\n        return \"text is missing\"\n",
            &format!("    if not note.get(\"text\", \"\").strip():\n        return \"text is missing ({number})\"\n"),
        ),
        None => {
            place.replace("src/pages/about.py", "<p>Who we are.</p>", &format!("<p>Who we are, edition {number}.</p>"))
        }
    }
}

fn move_function(place: &Place<'_>) -> Option<()> {
    let text = place.read("src/notes.py")?;
    let text = text.replace("\r\n", "\n");
    let from = text.find("async def tidy(env):")?;
    let at = text.find("async def index(")?;
    let moved = text[from..].trim_end().to_owned();
    if moved.contains("\n\n\n") {
        return None;
    }
    let rest = text[..from].trim_end().to_owned();
    place.write("src/notes.py", &format!("{}{moved}\n\n\n{}\n", &rest[..at], &rest[at..]))
}

fn add_variable(place: &Place<'_>) -> Option<()> {
    let number = place.number;
    match place.first(&["wrangler.jsonc"]) {
        Some(path) => {
            let text = place.read(path)?;
            let line = text.lines().find(|line| line.trim_start().starts_with("\"LOG_LEVEL\""))?.to_owned();
            let indent = &line[..line.len() - line.trim_start().len()];
            let comma = if line.trim_end().ends_with(',') { "" } else { "," };
            let more = if comma.is_empty() { "," } else { "" };
            place.replace(
                path,
                &line,
                &format!("{line}{comma}\n{indent}// Ours, {number}.\n{indent}\"REGION_{number}\": \"eu\"{more}"),
            )
        }
        None => {
            let text = place.read("wrangler.toml")?;
            place.write("wrangler.toml", &format!("{}\n# Ours, {number}.\nREGION_{number} = \"eu\"\n", text.trim_end()))
        }
    }
}

fn add_binding(place: &Place<'_>) -> Option<()> {
    let number = place.number;
    match place.first(&["wrangler.jsonc"]) {
        Some(path) => {
            let text = place.read(path)?;
            let line = text.lines().find(|line| line.contains("\"binding\": \"NOTES\""))?.trim_end().to_owned();
            let indent = &line[..line.len() - line.trim_start().len()];
            place.replace(
                path,
                &line,
                &format!("{line},\n{indent}{{ \"binding\": \"CACHE_{number}\", \"id\": \"c{number}\" }}"),
            )
        }
        None => {
            let text = place.read("wrangler.toml")?;
            let binding = format!("[[kv_namespaces]]\nbinding = \"CACHE_{number}\"\nid = \"c{number}\"\n");
            place.write("wrangler.toml", &format!("{}\n\n{binding}", text.trim_end()))
        }
    }
}

fn change_name(place: &Place<'_>) -> Option<()> {
    let number = place.number;
    match place.first(&["wrangler.jsonc"]) {
        Some(path) => place.replace(path, "\"name\": \"app\"", &format!("\"name\": \"app-{number}\"")),
        None => place.replace("wrangler.toml", "name = \"app\"", &format!("name = \"app-{number}\"")),
    }
}

fn reindent(place: &Place<'_>) -> Option<()> {
    let text = place.read("wrangler.jsonc")?;
    let line = |line: &str| {
        let content = line.trim_start();
        format!("{}{content}\n", " ".repeat((line.len() - content.len()) * 2))
    };
    place.write("wrangler.jsonc", &text.lines().map(line).collect::<String>())
}

fn add_dependency(place: &Place<'_>) -> Option<()> {
    let number = place.number;
    place
        .replace("pyproject.toml", "dependencies = [\n", &format!("dependencies = [\n    \"pydantic>=2.{number}\",\n"))
        .or_else(|| {
            place.replace("pyproject.toml", "dependencies = []", &format!("dependencies = [\"pydantic>=2.{number}\"]"))
        })
}

fn bound_dependency(place: &Place<'_>) -> Option<()> {
    let text = place.read("pyproject.toml")?;
    let line = text.lines().find(|line| line.contains("\"httpx>="))?.to_owned();
    place.replace("pyproject.toml", &line, &line.replace("\",", ",<1\","))
}

fn raise_wrangler(place: &Place<'_>) -> Option<()> {
    let text = place.read("package.json")?;
    let line = text.lines().find(|line| line.contains("\"wrangler\": \"^4."))?.to_owned();
    place.replace("package.json", &line, &format!("    \"wrangler\": \"^4.{}.0\"", 100 + place.number))
}

fn add_script(place: &Place<'_>) -> Option<()> {
    let number = place.number;
    place.replace(
        "package.json",
        "    \"dev\": \"uv run pywrangler dev\",\n",
        &format!("    \"dev\": \"uv run pywrangler dev\",\n    \"lint-{number}\": \"uv run ruff check\",\n"),
    )
}

fn ignore_more(place: &Place<'_>) -> Option<()> {
    let text = place.read(".gitignore")?;
    place.write(".gitignore", &format!("{}\nlocal-{}/\n", text.trim_end(), place.number))
}

fn add_section(place: &Place<'_>) -> Option<()> {
    let text = place.read("README.md")?;
    let number = place.number;
    place.write("README.md", &format!("{}\n\n## On call\n\nRing {number}{number}{number}.\n", text.trim_end()))
}

fn add_step(place: &Place<'_>) -> Option<()> {
    let path = ".github/workflows/ci.yml";
    let text = place.read(path)?;
    place.write(path, &format!("{}\n      - run: echo done-{}\n", text.trim_end(), place.number))
}

fn add_file(place: &Place<'_>) -> Option<()> {
    let number = place.number;
    place.write(&format!("src/own_{number}.py"), &format!("\"\"\"Ours.\"\"\"\n\nOWN = {number}00\n"))
}

fn remove_file(place: &Place<'_>) -> Option<()> {
    let candidates = ["tests/test_router.py", "README.md", "public/site.css", "scripts/smoke.sh"];
    let path = place.first(&[candidates[place.number % 4], candidates[(place.number + 1) % 4]])?;
    std::fs::remove_file(place.root.join(path)).ok()
}

fn rename_module(place: &Place<'_>) -> Option<()> {
    let rename = |from: &str, to: &str| std::fs::rename(place.root.join(from), place.root.join(to)).ok();
    if place.first(&["src/router.py"]).is_some() {
        rename("src/router.py", "src/routing.py")?;
        place.replace("src/entry.py", "from router import Router", "from routing import Router")?;
        let _ = place.replace("tests/test_router.py", "from router import Router", "from routing import Router");
        return Some(());
    }
    rename("src/pages/about.py", "src/pages/team.py")?;
    place.replace("src/pages/__init__.py", "from pages.about import ABOUT", "from pages.team import ABOUT")
}

fn change_line_ends(place: &Place<'_>) -> Option<()> {
    let path = place.first(&["src/kv_store.py", "src/pages/home.py"])?;
    let text = place.read(path)?;
    place.write(path, &text.replace("\r\n", "\n").replace('\n', "\r\n"))
}

fn cut_line_end(place: &Place<'_>) -> Option<()> {
    let path = place.first(&["README.md", "src/entry.py"])?;
    let text = place.read(path)?;
    place.write(path, text.trim_end())
}

fn make_executable(place: &Place<'_>) -> Option<()> {
    let path = place.root.join(place.first(&["src/entry.py"])?);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).ok()?;
    }
    path.is_file().then_some(())
}

fn same_constant(place: &Place<'_>) -> Option<()> {
    let text = place.read("src/notes.py")?;
    let line = text.lines().find(|line| line.starts_with("MAX_LENGTH = "))?.trim_end().to_owned();
    // From 1.1.0 on it does not change any more.
    (line == "MAX_LENGTH = 2000")
        .then(|| place.replace("src/notes.py", &line, &format!("MAX_LENGTH = {}", 5000 + place.number)))?
}

fn same_date(place: &Place<'_>) -> Option<()> {
    let path = place.first(&["wrangler.jsonc", "wrangler.toml"])?;
    let text = place.read(path)?;
    let line = text.lines().find(|line| line.contains("compatibility_date"))?.to_owned();
    let at = line.find("2026-")?;
    place.replace(path, &line, &format!("{}2026-08-{:02}{}", &line[..at], 1 + place.number % 28, &line[at + 10..]))
}

fn same_dependency(place: &Place<'_>) -> Option<()> {
    place.replace("pyproject.toml", "\"httpx>=0.27\"", &format!("\"httpx==0.27.{}\"", place.number))
}

fn same_condition(place: &Place<'_>) -> Option<()> {
    let number = place.number;
    place.replace(
        "src/notes.py",
        "        return answer({\"error\": problem}, status=400)\n",
        &format!("        return answer({{\"error\": problem, \"code\": {number}}}, status=422)\n"),
    )
}

fn same_file(place: &Place<'_>) -> Option<()> {
    let number = place.number;
    let path = if place.first(&["src/notes.py"]).is_some() { "src/errors.py" } else { "src/pages/contact.py" };
    if place.root.join(path).exists() {
        return None;
    }
    place.write(path, &format!("\"\"\"Ours, {number}.\"\"\"\n\nERRORS_{number} = {{}}\n"))
}

fn change_removed(place: &Place<'_>) -> Option<()> {
    let number = place.number;
    place.replace("src/legacy.py", "NOTES = []\n", &format!("NOTES = []\nLIMIT_{number} = {number}\n"))
}

fn remove_function(place: &Place<'_>) -> Option<()> {
    let path = place.first(&["src/router.py", "src/routing.py"])?;
    let text = place.read(path)?.replace("\r\n", "\n");
    let from = text.find("    def find(")?;
    let to = from + text[from..].find("\n\n")? + 2;
    let number = place.number;
    let new = format!("    def lookup_{number}(self, method, path):\n        return self.routes[(method, path)]\n\n");
    place.write(path, &format!("{}{new}{}", &text[..from], &text[to..]))
}

fn same_picture(place: &Place<'_>) -> Option<()> {
    let path = place.root.join(place.first(&["public/logo.png"])?);
    let mut bytes = std::fs::read(&path).ok()?;
    bytes.extend_from_slice(&[0, place.number as u8]);
    std::fs::write(path, bytes).ok()
}

fn reformat(place: &Place<'_>) -> Option<()> {
    let path = place.first(&["src/notes.py", "src/entry.py"])?;
    let text = place.read(path)?;
    let line = |line: &str| {
        if line.contains("\"\"\"") || line.contains('\'') {
            format!("{line}\n")
        } else {
            format!("{}\n", line.replace('"', "'"))
        }
    };
    let changed: String = text.lines().map(line).collect();
    (changed != text).then(|| place.write(path, &changed))?
}
