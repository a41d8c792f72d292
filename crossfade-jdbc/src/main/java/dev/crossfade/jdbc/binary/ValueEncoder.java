package dev.crossfade.jdbc.binary;

/** Puts one value that is not null into a buffer, without its length. One thread. */
interface ValueEncoder {

  /**
   * Appends the value.
   *
   * @throws ValueRefusedException when the column's type cannot hold it; the buffer may then hold a
   *     part of it
   */
  void encode(CopyBuffer out, Object value);
}
