package dev.crossfade.jdbc.binary;

/** Decodes the bytes of one value that is not NULL. Stateless. */
@FunctionalInterface
interface ValueDecoder {

  /**
   * The value as its logical type states.
   *
   * @param bytes holds the value
   * @param at where it begins
   * @param length how long it is
   * @throws UnreadableValueException when no value of the logical type is equal to it
   */
  Object decode(byte[] bytes, int at, int length);
}
