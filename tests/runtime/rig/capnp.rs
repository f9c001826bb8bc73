//! Writes one Cap'n Proto message: the list of modules that workerd calls a Pyodide bundle.
//! Border: knows this one schema and how it lies in memory, not what the modules contain; nothing is read back.

/// One module of the bundle.
pub struct Module {
    /// The name by which workerd's own code imports it.
    pub name: &'static str,
    /// Its content.
    pub content: Content,
}

/// The content of a module, with what it is.
pub enum Content {
    /// JavaScript source.
    Source(Vec<u8>),
    /// A WebAssembly binary.
    Wasm(Vec<u8>),
    /// Bytes that are handed out as they are.
    Data(Vec<u8>),
}

impl Content {
    fn discriminant(&self) -> u16 {
        match self {
            Content::Source(_) => 0,
            Content::Wasm(_) => 1,
            Content::Data(_) => 2,
        }
    }

    fn bytes(&self) -> &[u8] {
        match self {
            Content::Source(bytes) | Content::Wasm(bytes) | Content::Data(bytes) => bytes,
        }
    }
}

/// Bytes in a word, the unit in which Cap'n Proto counts.
const WORD: usize = 8;
/// Words of plain data in a module: the kind, and which member of the union is set.
const DATA_WORDS: usize = 1;
/// Pointers in a module: name, content (shared by the whole union), declaration, compile cache.
const POINTERS: usize = 4;
/// The kind of a module that only workerd's own code may import.
const INTERNAL: u16 = 2;

/// Encodes the modules as one message with one segment.
pub fn bundle(modules: &[Module]) -> Vec<u8> {
    let mut words = Words::default();
    let root = words.allocate(1);
    let list = words.allocate(1);
    // The root is a structure of no data and one pointer, directly behind the pointer to it.
    words.put(root, struct_pointer(0, 0, 1));

    let module_words = DATA_WORDS + POINTERS;
    let tag = words.allocate(1 + modules.len() * module_words);
    words.put(list, list_pointer(0, ElementSize::Composite, modules.len() * module_words));
    // In front of the elements of a list of structures stands their common shape; the offset field holds the count.
    words.put(tag, struct_pointer(modules.len(), DATA_WORDS, POINTERS));

    for (index, module) in modules.iter().enumerate() {
        let start = tag + 1 + index * module_words;
        words.put(start, u64::from(INTERNAL) | u64::from(module.content.discriminant()) << 16);
        let mut text = module.name.as_bytes().to_vec();
        text.push(0);
        words.put_bytes(start + DATA_WORDS, &text);
        words.put_bytes(start + DATA_WORDS + 1, module.content.bytes());
    }
    words.into_message()
}

/// The element sizes of lists that occur here, as Cap'n Proto numbers them.
enum ElementSize {
    Byte = 2,
    Composite = 7,
}

fn struct_pointer(offset: usize, data_words: usize, pointers: usize) -> u64 {
    (offset as u64) << 2 | (data_words as u64) << 32 | (pointers as u64) << 48
}

fn list_pointer(offset: usize, size: ElementSize, count: usize) -> u64 {
    1 | (offset as u64) << 2 | (size as u64) << 32 | (count as u64) << 35
}

/// The one segment of the message.
#[derive(Default)]
struct Words(Vec<u64>);

impl Words {
    fn allocate(&mut self, count: usize) -> usize {
        let start = self.0.len();
        self.0.resize(start + count, 0);
        start
    }

    fn put(&mut self, at: usize, value: u64) {
        self.0[at] = value;
    }

    /// Appends the bytes and sets the pointer at `pointer` to them; offsets count from the word behind the pointer.
    fn put_bytes(&mut self, pointer: usize, bytes: &[u8]) {
        let start = self.allocate(bytes.len().div_ceil(WORD));
        for (index, chunk) in bytes.chunks(WORD).enumerate() {
            let mut word = [0; WORD];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0[start + index] = u64::from_le_bytes(word);
        }
        self.0[pointer] = list_pointer(start - pointer - 1, ElementSize::Byte, bytes.len());
    }

    /// A message starts with the number of segments less one and the length of each in words.
    fn into_message(self) -> Vec<u8> {
        let mut message = Vec::with_capacity((self.0.len() + 1) * WORD);
        message.extend_from_slice(&0_u32.to_le_bytes());
        message.extend_from_slice(&(self.0.len() as u32).to_le_bytes());
        for word in self.0 {
            message.extend_from_slice(&word.to_le_bytes());
        }
        message
    }
}

/// The encoding of a small bundle, byte by byte.
pub fn check_encoding() -> Result<(), String> {
    let message = bundle(&[Module { name: "ab", content: Content::Wasm(vec![1, 2, 3, 4, 5, 6, 7, 8, 9]) }]);
    let expected: [u64; 12] = [
        11 << 32,                       // one segment of eleven words
        1 << 48,                        // root: one pointer, no data, directly behind
        1 | 7 << 32 | 5 << 35,          // list of structures, five words long, directly behind
        1 << 2 | 1 << 32 | 4 << 48,     // one element: one word of data, four pointers
        2 | 1 << 16,                    // internal, and the union holds wasm
        1 | 3 << 2 | 2 << 32 | 3 << 35, // name: three bytes with the closing zero, three words further on
        1 | 3 << 2 | 2 << 32 | 9 << 35, // content: nine bytes, behind the name
        0,                              // no declaration
        0,                              // no compile cache
        u64::from_le_bytes(*b"ab\0\0\0\0\0\0"),
        u64::from_le_bytes([1, 2, 3, 4, 5, 6, 7, 8]),
        9,
    ];
    let expected: Vec<u8> = expected.iter().flat_map(|word| word.to_le_bytes()).collect();
    if message == expected { Ok(()) } else { Err(format!("expected {expected:?}\n   found {message:?}")) }
}
