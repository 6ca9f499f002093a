"""What kind of question it is: the one classifier. It takes the normal form, and never looks at "?" or at capitals."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from index.answering.asked.yes_no import asks_yes_or_no
from index.language.kin import RELATIVES, RELATIVES_IN_ENGLISH
from index.language.offices import ROLES, TRADES


class Kind(StrEnum):
    """What has to be found; the values are those that an `Answer` tells."""

    WHO = "who"
    WHAT = "what"
    DEFINITION = "definition"
    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how_many"
    HOW_MUCH = "how_much"
    WHICH = "which"
    LIST = "list"
    WHY = "why"
    HOW = "how"
    STEPS = "steps"
    YES_NO = "yes_no"
    SAID = "said"
    RELATION = "relation"
    COMPARISON = "comparison"
    SUPERLATIVE = "superlative"
    LATEST_FIGURE = "latest_figure"
    LATEST_NEWS = "latest_news"
    TOPIC = "keywords"
    SMALL_TALK = "small_talk"


_MONEY = (
    r"biaya|harga|gaji|honor|denda|tarif|anggaran|dana|uang|bayaran|ongkos|upah|kerugian|pendapatan|"
    r"keuntungan|laba|"
    r"utang|hutang|pajak|modal|investasi|santunan|tebusan|bonus|kontrak|hadiah|tunggakan|klaim|rupiah|"
    r"dolar|rp|bayar|"
    r"membayar|dibayar|dihargai|dijual|dibanderol|seharga|nilai|mahal|murah|tiket|omzet|saham|rugi|aset|"
    r"kekayaan|donasi|"
    r"sumbangan|triliun|miliar|juta"
)
_MEASURE = (
    r"persen|tinggi|tingginya|panjang|panjangnya|lebar|jauh|jarak|berat|bobot|luas|luasnya|kecepatan|"
    r"dalam|kedalaman|"
    r"suhu|kekuatan|magnitudo|besar|besarnya|kapasitas|volume|ukuran|derajat|kilo|kg|km|meter|gram|ton|"
    r"liter|hektare|"
    r"hektar|cc|skor|rating|indeks|elevasi|umur|usia|umurnya|usianya|lama|lamanya"
)


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: Kind
    asks: Callable[[str], object]


def _says(pattern: str) -> Callable[[str], object]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE).search


_OPENS_WITH_NEWS = _says(
    r"""^(?:ada\ |minta\ |apa\ )?(?:berita|kabar(?!nya)|update|info(?:rmasi)?|perkembangan|headlines?|news|
            breaking)\b
    |^(?:what(?:['’]s|\ is)\ )?(?:the\ )?(?:latest|newest|recent)\b(?!.*\b(?:price|figure|number|rate|toll|
            score|position)\b)
    |\b(?:berita|kabar|news|update|perkembangan)(?:nya)?\ (?:yang\ )?(?:terbaru|terkini|terakhir)\b|
            \bterbaru\ (?:tentang|soal)\b
    |\b(?:any\ (?:news|update)|what(?:['’]s|\ is)\ (?:new|happening|the\ latest))\b
    |\bsekarang\ bagaimana(?:\ kabarnya)?$|\bkabarnya\ bagaimana$"""
)

# The order matters; the reason stands beside each rule that would not be understood without.
RULES = (
    # "berita terbaru tentang X" has no question word; one inside it ("kabar kapan X menikah") is another question.
    _Rule(
        Kind.LATEST_NEWS,
        lambda text: (
            _OPENS_WITH_NEWS(text) and not _says(r"\b(?:siapa|kapan|berapa|mengapa|who|when)\b")(text)
        ),
    ),
    # A word for "why" decides: "kenapa lebih mahal dari …" compares nothing. Must not take "alasan apa saja" (a list)
    _Rule(
        Kind.WHY,
        _says(
            r"""\b(?:mengapa\w*|kenapa\w*|why|how\ come|wherefore)\b|^kok\b|\bkok\ (?:bisa|\w+)|\b(?:karena|
            akibat|disebabkan|sebab)\ apa\b
            |\b(?:apa|apakah)\ (?:yang\ )?(?:jadi\ |menjadi\ |membuat|menyebabkan|memicu|mendorong|
            melatarbelakangi)
            |\b(?:alasan|penyebab|pemicu|sebab|motif|latar\ belakang|dasar)(?:nya)?\b(?!.*\b(?:apa\ saja|
            siapa)\b)
            |\b(?:what|which)\ (?:caused|made|led|prompted|triggered|drove|explains)\b|\bfor\ what\ reason\b
            |\b(?:reasons?|cause|motive)\ (?:for|behind|of|did|why|was|is|given)\b|\b(?:apa\ (?:dalih|
            history)|atas\ (?:dasar|tuduhan)\ apa|kena\ kasus\ apa)\b|\b(?:untuk|supaya|
            agar)\ apa(?:\ sih)?$|^untuk\ apa\b
            |\b(?:buat|demi)\ apa$|\bgara-gara\ apa\b|\bpurpose\b|\btujuan(?:nya)?\b"""
        ),
    ),
    # What somebody said, before yes/no ("apa benar X bilang …" asks that) and before what, when, how.
    _Rule(
        Kind.SAID,
        _says(
            r"""\b(?:apa|what)\b.*\b(?:kata(?!nya)|tanggapan|komentar|pendapat|pernyataan|respons?|reaksi|
            pandangan|penjelasan|
            pesan|klaim|tuduhan|kritik|himbauan|imbauan|seruan|saran|harapan)(?:nya)?\b(?!\ siapa)
            |\b(?:kata(?!nya)|tanggapan|komentar|pendapat|pernyataan|respons?|reaksi|pandangan|penjelasan|
            pesan|kritik)(?:nya)?\b.*\b(?:apa|bagaimana)\b
            |\b(?:kata|berkata|bilang|mengatakan|menyebut|berkomentar|berpendapat|menjelaskan|menanggapi|merespons|
            jawab|menjawab|pesan|pesen|
            berpesan|mengeluh|keluh|minta|meminta|menuntut|janji|berjanji|menjanjikan|usul|mengusulkan|
            menyarankan|menuding|mengancam|
            menegaskan|mengungkap\w*|membantah|cerita|bercerita|curhat|sindir|menyindir)\ apa\b|
            \bapa\ (?:jawaban|permintaan|tuntutan|janji|usul(?:an)?)\b
            |^(?:apa\ )?(?:kata|tanggapan|komentar|pendapat|pernyataan|respons?|reaksi|pandangan)\ (?!apa\b)\w
            |\bbagaimana\ (?:tanggapan|komentar|pendapat|respons?|reaksi|pandangan|sikap|penjelasan)\b
            |\b(?:what|how)\ (?:did|does|do|has|had|was)\b.*\b(?:say|said|tell|told|comment|respond|
            response|react|reaction|claim|think|argue|call|
            describe|explain|view|advise|warn|promise|suggest|urge|hope)\b
            |\b(?:comments?|reaction|response|statement|remarks?|opinion|views?|take)\ (?:on|to|about|by|
            from)\b
            |\b(?:according\ to|menurut)\b.*\bwhat\b(?!\ (?:year|time|day))|\bmau\ apa$|
            ^menurut\ .*\b(?:bagaimana|apa)$|^(?:bagaimana|apa)\b.*\bmenurut\b"""
        ),
    ),
    _Rule(Kind.YES_NO, asks_yes_or_no),
    _Rule(
        Kind.COMPARISON,
        _says(
            r"""\b(?:beda|bedanya|perbedaan(?:nya)?|selisih(?:nya)?|banding|dibanding(?:kan)?|bandingkan|
            perbandingan(?:nya)?|ketimbang|versus|vs|
            compare[ds]?|comparison|difference|differs?|different|versus|than|gap)\b
            |\b(?:lebih|mana)\ \w+\ (?:mana|antara)\b|\bmana\ (?:yang\ )?lebih\b|\blebih\ \w+\ (?:siapa|
            mana|daripada|dari)\b|\b\w+\ atau\ \w+.*\blebih\b|\blebih\b.*\batau\b
            |\b(?:siapa|apa|which|who)\b.*\blebih\b(?!\ (?:dari|dulu))|\b(?:which|who)\ (?:is|was|has|had|
            of)\b.*\b(?:more|less|bigger|larger|higher|older|better|er)\b"""
        ),
    ),
    # Before the definition: "what is the highest mountain" defines nothing.
    _Rule(
        Kind.SUPERLATIVE,
        _says(
            r"""\b(?:paling|ter(?:besar|tinggi|banyak|mahal|murah|muda|tua|lama|baik|buruk|parah|cepat|
            panjang|pendek|kecil|rendah|sedikit|laris|
            kaya|populer|kuat|favorit|berat|jauh|dekat|luas|kencang|sering|sulit|penting))\b
            |\b(?:most|least|highest|largest|biggest|lowest|longest|shortest|fastest|slowest|oldest|
            youngest|best|worst|richest|greatest|
            smallest|deadliest|strongest|busiest|cheapest|hardest|earliest|heaviest|tallest|closest|
            best-selling)\b|\bpertama\ kali(?:nya)?\b"""
        ),
    ),
    _Rule(
        Kind.DEFINITION,
        _says(
            rf"""\b(?:kepanjangan|singkatan|pengertian|definisi|dimaksud|artinya|arti|makna|maksudnya|maksud|
            akronim|istilah)\b
            |^apa\ (?:itu|sih|yang\ disebut)\b|\b(?:itu|sih)\ apa$|\bapa\ sih$|\bitu\ (?:siapa|apa|
            orang\ apa|program\ apa|standar\ apa|barang\ apa|aplikasi\ apa|tempat\ apa)$
            |^apa\ sebenarnya\b|\btentang\ apa$|\bapa\ (?:benda|barang)$|^what\ (?:is|are)\ (?!the\b|
            it\b)\w+(?:\ \w+)?\ in\b|^siapa\ (?:itu|sih|sosok|sebenarnya)\b|\bsiapa\ (?:sih|itu)$|
            ^siapa(?:kah)?\ (?!(?:yang|saja|nama|pelaku|{ROLES}|{TRADES}|{RELATIVES})\b)[\w.'-]+(?:\ [\w.'-]+){{0,2}}$
            |\bstands?\ for\b|\b(?:is|does|do)\b.*\bmean\b|\bmeaning\ of\b|\bdefin(?:e|ition)\b|
            ^what(?:['’]s|\ (?:is|are))\ (?:an?\ )?(?:[\w.'-]+)(?:\ [\w.'-]+){{0,3}}$
            |^who(?:['’]s|\ (?:is|was))\ (?!(?:the|{ROLES}|{RELATIVES_IN_ENGLISH})\b)[\w.'-]+(?:\ [\w.'-]+){{0,3}}$"""
        ),
    ),
    _Rule(
        Kind.RELATION,
        _says(
            rf"""\b(?:hubungan(?:nya)?|relasi|kaitan(?:nya)?|keterkaitan|siapanya|kerabat|kekerabatan|ikatan)\b
            |\b(?:relat(?:ed|ion|ionship)|connection|linked|link\ between|ties)\b|\bwhat\ was\ \w+\ to\b|
            \bhow\ (?:do|does|did)\b.*\bknow\b
            |\b(?:jabatan(?:nya)?|posisi(?:nya)?|peran(?:nya)?|profesi(?:nya)?)\ (?:apa|sebagai)\b|
            \bapa\ (?:jabatan|peran|posisi|profesi)\b
            |\b(?:kerjanya|bekerja)\ (?:apa|sebagai\ apa)\b|\bjadi\ apa\ (?:di|dari)\b|\b(?:sebagai|
            menjabat)\ apa\b
            |\bsiapa(?:kah)?\ (?:{RELATIVES}|mantan\ (?:istri|suami))\b|
            \b(?:{RELATIVES})(?:nya)?\b(?:\ \S+){{0,3}}\ siapa$
            |\b(?:apanya|orang\ (?:partai|kementerian|negara|band)\ (?:mana|apa)|itu\ (?:ketua|menteri|
            direktur|anggota)\ apa)\b
            |\bwho\ (?:is|was)\ .*\b(?:{RELATIVES_IN_ENGLISH})\b|\bwho\ (?:is|was)\ (?!the\b).*\ (?:to|
            for)\ \w|\bwhat\ (?:is|was)\b.*\b(?:job|position|role|title|post)\b"""
        ),
    ),
    _Rule(
        Kind.LIST,
        _says(
            r"""\b(?:siapa|apa|mana)\ saja\b|\b(?:apa-apa|siapa-siapa|mana-mana)\b|\b(?:sebutkan|sebutin|
            daftar|list|name\ (?:the|all|two|three|four|five|\d+))\b
            |\b(?:which|what)\ (?:\w+\ ){0,3}\w{3,}(?<!as)(?<!is)(?<!us)(?<!ss)s\ (?:did|were|are|do|does|
            have|had|will|would|has|was|can|could|got|made|took|came|won|joined|from|in|on|of|to|be|sit|and)\b
            |^(?:what|who)\ (?:are|were)\b|\bsiapa\ (?:dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|
            sepuluh|\d{1,2})\b|\bapa\ lagi\b|\bline-?up\b|\b(?:who|what)\ (?:else|all)\b|\b(?:dua|tiga|
            empat|lima|enam|tujuh|delapan|sembilan|sepuluh|\d{1,2})\ \w+(?:\ \w+){0,8}\ (?:apa|siapa|mana)$
            |^(?:what|which)\ (?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\b"""
        ),
    ),
    # A figure of today, before any other figure.
    _Rule(
        Kind.LATEST_FIGURE,
        lambda text: (
            _says(r"\b(?:berapa|how\ (?:much|many)|what)\b")(text)
            and _says(
                r"""\b(?:sekarang|saat\ ini|terkini|terbaru|hari\ ini|latest|current(?:ly)?|now|
            today(?:['’]s)?|barusan|terakhir)\b
            .*\b(?:harga|jumlah|nilai|kurs|suku\ bunga|persen|magnitudo|kekuatan|price|rate|number|toll|
            position|rank|berapa)\b
            |\b(?:harga|jumlah|nilai|kurs|suku\ bunga|price|rate|number|toll)\b.*\b(?:sekarang|saat\ ini|
            terkini|terbaru|latest|now|currently|today)\b"""
            )(text)
        ),
    ),
    # "tahun berapa" and "jam berapa" are times before "berapa" is a number.
    _Rule(
        Kind.WHEN,
        _says(
            r"""\b(?:kapan\w*|bilamana|when|what\ time|since\ when)\b|\b(?:tahun|tanggal|hari|bulan|pukul|
            jam|abad|minggu)\ (?:ke\ )?(?:berapa|apa)(?:kah)?\b
            |\b(?:what|which|on\ what)\ (?:year|date|day|month|time|hour|century|decade|week)\b|
            ^dates?\ of\b|\bhow\ (?:soon|long\ ago|long\ after)\b"""
        ),
    ),
    _Rule(
        Kind.HOW_MUCH,
        lambda text: _says(
            rf"""\bberapa(?:kah)?\ (?:(?:besar|total|jumlah|nilai|banyak|rata-rata)(?:nya)?\ )*
            (?:{_MONEY}|{_MEASURE})(?:nya)?\b
            |\b(?:{_MONEY}|{_MEASURE})(?:nya)?\b(?!.*\bberapa\ (?:orang|unit|kali|pemain|anak|hari|minggu|
            bulan|tahun|jam|buah|ekor)\b).*\bberapa\b
            |\bseberapa\b|\bberapa\ (?:barel|baht|ringgit|euro|yen|won|hektare?|sentimeter|kilometer|kwh|mw|
            watt|knot)\b
            |\bhow\ (?:much|tall|high|big|large|far|deep|wide|heavy|fast|expensive|strong|hot|cold|costly)\b
            |\b(?:what|which)\b.*\b(?:price|cost|fee|fine|salary|budget|amount|value|worth|percentage|
            percent|rate|size|height|weight|speed|magnitude|
            prize\ money|temperature|share|score|fare|length|width|capacity)\b|^(?:price|cost|fee|salary|
            budget|fare)\b"""
        )(text),
    ),
    _Rule(
        Kind.HOW_MANY,
        _says(
            r"\bberapa\w*\b|\bhow\ (?:many|old|long|often)\b|\b(?:jumlah|umur|usia)\ \w+|\bnumber\ of\b|"
            r"\bwhat\ number\b"
        ),
    ),
    # "cara" and "how to" want steps, and come before the plain "how" and before "apa".
    _Rule(
        Kind.STEPS,
        _says(
            r"""^cara\b|\bcara(?:nya)?\b(?=.*\b(?:apa|bagaimana|untuk)\b)|
            \bbagaimana\ cara(?:nya)?\b(?!\ (?:\w+\ ){1,6}(?:mengatasi|menangani|bisa))
            |\b(?:langkah(?:-langkah)?|tips|kiat|prosedur|syarat(?:nya)?|tahapan|resep(?:nya)?)\b|
            \bhow\ (?:to|can\ (?:i|we|you|one|people)|do\ (?:i|you|we))\b|\bsteps?\b"""
        ),
    ),
    _Rule(
        Kind.WHERE,
        _says(
            r"""\b(?:di|ke|dari|kat)\ ?mana(?:kah)?\b|\b(?:where|whereabouts)\b|\b(?:lokasi|
            tempat)(?:nya)?\b.*\b(?:apa|mana)\b
            |\b(?:di|ke|dari)\ (?:\w+\ ){1,3}mana\b|\b(?:kota|negara|provinsi|daerah|pulau|benua|kabupaten|
            desa|kecamatan|jalan|gedung|stadion|wilayah|kawasan|kampung|restoran|rumah\ sakit|rs|pemakaman|
            universitas|kampus|sekolah|taman|mal|mall|pasar|masjid|pantai|tol|bioskop|hotel|bandara|
            venue|dapil)\ (?:mana|apa)(?:kah)?\b|\b(?:what|which)\ (?:\w+\ )?(?:city|country|province|place|
            island|continent|state|town|regency|
            district|village|street|venue|stadium|building|region|hotel|airport|area|location|
            constituency)\b|\basal\ mana\b|\borang\ mana\b"""
        ),
    ),
    _Rule(
        Kind.WHO,
        _says(
            rf"\b(?:siapa\w*|who|whom|whose|who['’]s)\b|\b(?:what|which)\ (?:\w+\ )?(?:person|man|woman|"
            rf"player|actor|actress|singer|minister|president|officer|coach|judge)\b|\b(?:{ROLES}|"
            rf"{TRADES})\b(?:\ \w+){{0,3}}\ mana\b|\bwhich\ (?:\w+\ )?(?:{ROLES}|{TRADES})\b|"
            rf"\bname\ of\b.*\b(?:son|judge|director|coach|founder|wife|husband|fiance)\b"
        ),
    ),
    _Rule(
        Kind.HOW,
        _says(
            r"\bbagaimana\w*\b|\bhow\b|\bcara(?:nya)?\b|\bseperti\ apa\b|\bproses(?:nya)?\b|"
            r"\bkronologi(?:nya)?\b"
        ),
    ),
    _Rule(Kind.WHICH, _says(r"\b(?:mana|manakah|which)\b")),
    _Rule(Kind.WHAT, _says(r"\b(?:apa\w*|what|what['’]s)\b")),
)


def kind_of(text: str) -> Kind:
    """The kind of the first rule that fits; a topic where none does.

    Args:
        text: The normal form.
    """
    bare = text.rstrip(" ?!.")
    return next((rule.kind for rule in RULES if rule.asks(bare)), Kind.TOPIC)
