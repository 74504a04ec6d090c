"""Why the seal commits to its key: one AES-GCM ciphertext that opens under two keys to two different texts.

Each reader sees an own text in an own place; the rest decrypts to noise. Standard arithmetic of GHASH, nothing else.
"""

from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK = 16
POLYNOMIAL = 0xE1 << 120


@dataclass(frozen=True)
class Reader:
    key: bytes
    nonce: bytes
    text: bytes

    def block(self, plain):
        encryptor = Cipher(algorithms.AES(self.key), modes.ECB()).encryptor()
        return encryptor.update(plain) + encryptor.finalize()

    def stream(self, number):
        return number_of(self.block(self.nonce + (number + 2).to_bytes(4, "big")))

    @property
    def hash_key(self):
        return number_of(self.block(bytes(BLOCK)))

    def encrypted_text(self, first):
        padded = self.text.ljust(-(-len(self.text) // BLOCK) * BLOCK)
        starts = range(0, len(padded), BLOCK)
        return [number_of(padded[s : s + BLOCK]) ^ self.stream(first + s // BLOCK) for s in starts]

    def tag_but_for_the_free_block(self, blocks):
        h, total = self.hash_key, 0
        for block in blocks:
            total = times(total ^ block, h)
        total = times(times(total, h) ^ (len(blocks) + 1) * 128, h)
        return total ^ number_of(self.block(self.nonce + b"\0\0\0\1"))


def collide(first, second):
    """The ciphertext with its tag, and how many bytes of it carry the first reader's text."""
    blocks = first.encrypted_text(0)
    shown_to_first = len(blocks) * BLOCK
    blocks += second.encrypted_text(len(blocks))
    tags = [reader.tag_but_for_the_free_block(blocks) for reader in (first, second)]
    squares = [times(reader.hash_key, reader.hash_key) for reader in (first, second)]
    free = times(tags[0] ^ tags[1], inverse(squares[0] ^ squares[1]))
    tag = tags[0] ^ times(free, squares[0])
    return b"".join(number.to_bytes(BLOCK, "big") for number in (*blocks, free, tag)), shown_to_first


def number_of(block):
    return int.from_bytes(block, "big")


def times(x, y):
    product = 0
    for bit in range(127, -1, -1):
        if (x >> bit) & 1:
            product ^= y
        y = (y >> 1) ^ POLYNOMIAL if y & 1 else y >> 1
    return product


def inverse(x):
    result, exponent = 1 << 127, (1 << 128) - 2
    while exponent:
        if exponent & 1:
            result = times(result, x)
        x = times(x, x)
        exponent >>= 1
    return result
