"""Words that carry no meaning of their own in a search, questions' words among them."""

INDONESIAN = frozenset(
    """
    ada adakah adalah adapun agar akan akankah aku anda antara apa apabila apakah apalagi atas atau
    ataukah ataupun bagai bagaimana bagaimanakah bagaimanapun bagi bahwa bahwasanya bakal banget
    beberapa begini begitu belum benarkah berapa berapakah berapapun bila bilakah bisa bisakah boleh
    buat bukan bukankah cuma dalam dan dapat dapatkah dari darimana darimanakah daripada demi
    demikian dengan di dia dimaksud dimana dimanakah disebut disebutkan dong dulu engkau gimana hal
    hanya harus hingga ia ialah ini inikah itu itukah jadi jangan jika jikalau juga justru kah kalau
    kami kamu kan kapan kapankah karena kau ke kemana kemanakah kemudian kenapa kenapakah kepada
    ketika kini kita kok lagi lah lain lalu maka makanya malah mana manakah masih maupun melainkan
    melalui memang mengapa mengapakah menjadi menurut mereka merupakan meski meskipun milik mungkin
    nah namun nan nya oleh olehnya pada padahal para per pernah pernahkah pula pun saat saja sampai
    samping sang sangat saya sebab sebagai sebagaimana sebuah sebut sebutkan secara sedang sedangkan
    seekor sehingga sejak sekitar selain selaku selalu selama seluruh semua sendiri seorang seperti
    sering serta sesuai sesuatu setelah setiap si siapa siapakah siapapun sih suatu sudah sudahkah
    supaya tadi tanpa tapi telah tentang tentu terhadap termasuk tersebut tetapi tiap untuk wah
    walaupun ya yaitu yakni yang yuk
    """.split()  # a list of so many words is read as text
)
"""Function words and question words; "as" is not one here: AS is also the United States."""

ENGLISH = frozenset(
    """
    a about above after again all also although am an and any are aren because been before being
    below between both but by can cannot could couldn did didn do does doesn doing don done during
    each either few for from further had hadn has hasn have haven having he her here hers herself
    him himself his how however i if in into is isn it its itself just let ll may me might more most
    much must my myself neither nor not of off on once only onto or other ought our ours ourselves
    out over own re same shall she should shouldn so some such than that the their theirs them
    themselves then there these they this those though through to too toward under until up upon us
    ve very was wasn we were weren what whatever when where whether which while who whoever whom
    whose why will with within without would wouldn you your yours yourself
    """.split()  # a list of so many words is read as text
)
"""The same in English."""
