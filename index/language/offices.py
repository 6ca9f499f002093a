"""Words for what people are: offices, which a question may ask the holder of, and trades."""

from index.language.kin import RELATIVES, RELATIVES_IN_ENGLISH

ROLES = (
    "presiden|wakil|perdana|menteri|gubernur|bupati|wali|ketua|kepala|direktur|komisaris|pelatih|kapten|pemain|pebulu|petenis|"
    "atlet|penyanyi|aktor|aktris|sutradara|penulis|peneliti|profesor|guru|dokter|juru|jenderal|komandan|pendiri|pengusaha|"
    "anggota|president|vice|prime|minister|governor|mayor|chair|chief|director|coach|captain|player|singer|actor|actress|"
    "writer|author|researcher|professor|spokesman|spokeswoman|spokesperson|general|commander|founder|member"
)
"""Alternatives of a pattern, in both languages."""

TRADES = (
    "petugas|pilot|kopilot|perawat|jaksa|hakim|pengacara|polisi|tersangka|wartawan|jurnalis|penyelam|petinju|pelari|lifter|"
    "pebalap|pembalap|pesilat|bek|kiper|striker|gelandang|penyerang|relawan|pengamat|ahli|pakar|ilmuwan|astronaut|"
    "insinyur|arsitek|seniman|pematung|pelukis|komedian|pelawak|artis|model|vokalis|gitaris|pawang|paus|kardinal|uskup|"
    "miliarder|bos|sekretaris|panglima|kapolri|duta|suspect|pilot|scientist|engineer|billionaire|comedian|"
    "reporter|journalist|striker|midfielder|goalkeeper|driver|rider|pope|secretary|ambassador"
)
"""More of them that no question asks the one holder of."""

OFFICES = (
    f"{ROLES}|duta|sekretaris|jaksa|panglima|kapol\\w+|deputi|dirjen|dirut|rektor|dekan|manajer|secretary|head|ceo|"
    "deputy|manager"
)
"""What a question names when it asks who holds an office: "Siapa Menteri Keuangan?"."""

HELD = (
    "presiden|wakil|perdana|menteri|menko|gubernur|bupati|wali|walikota|ketua|kepala|direktur|komisaris|pelatih|kapten|komandan|"
    "pendiri|panglima|kapol|deputi|dirjen|dirut|rektor|dekan|manajer|sekretaris|duta|jaksa|juru|penulis|sutradara|vokalis|president|"
    "vice|prime|minister|governor|mayor|chair|chief|director|coach|captain|commander|founder|secretary|head|ceo|deputy|"
    "manager|ambassador|spokes|author"
)
"""Beginnings of the words for offices that one person holds at a time."""

PEOPLE = (
    f"{ROLES}|{TRADES}|{RELATIVES}|{RELATIVES_IN_ENGLISH}|"
    "warga|seorang|salah|sapaan|pria|wanita|perempuan|laki-laki|lelaki|gadis|mahasiswa|mahasiswi|"
    "siswa|siswi|santri|bocah|remaja|bintang|tokoh|orang|sosok|juara|legenda|manajer|staf|karyawan|buruh|lulusan|alumni|"
    "mantan|bekas|eks|calon|terdakwa|terpidana|korban|saksi|perwakilan|pe[a-z]+(?<!an)|a|an|the|one|man|"
    "woman|former|late|"
    "leader|star|champion|owner|head|student|[a-z]+(?:er|or|ist|ician)"
)
"""Words that a description of a person begins with."""

OFFICES_IN_ENGLISH = (
    ("founder", "pendiri"),
    ("minister", "menteri"),
    ("governor", "gubernur"),
    ("mayor", "wali"),
    ("regent", "bupati"),
    ("chair", "ketua"),
    ("chairman", "ketua"),
    ("chairwoman", "ketua"),
    ("chief", "kepala"),
    ("head", "kepala"),
    ("director", "direktur"),
    ("director", "sutradara"),
    ("vice", "wakil"),
    ("deputy", "wakil"),
    ("coach", "pelatih"),
    ("captain", "kapten"),
    ("commander", "panglima"),
    ("spokesperson", "juru"),
    ("ambassador", "duta"),
    ("secretary", "sekretaris"),
    ("author", "penulis"),
)
"""English offices with the Indonesian word; the lexicon has not all of them."""
