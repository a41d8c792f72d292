package dev.crossfade.kafka.decode;

/**
 * PostgreSQL: a transaction's id is {@code <xid>:<lsn>}, where the position is that of the record
 * at hand; in an END record it is the position of the commit.
 */
record PostgresDialect() implements LogDialect {

  @Override
  public String transaction(String id) {
    int colon = id.indexOf(':');
    return colon < 0 ? id : id.substring(0, colon);
  }

  @Override
  public long commit(String endId) {
    return Long.parseUnsignedLong(endId, endId.indexOf(':') + 1, endId.length(), 10);
  }

  @Override
  public LogRecord.Place place(SourceBlock source, long number) {
    long previous = number == 1 ? previousCommit(source.sequence()) : 0;
    return new LogRecord.Place(0, source.lsn(), previous);
  }

  /** The first of two quoted numbers, {@code ["24717528","24717664"]}; 0 when there is none. */
  private static long previousCommit(String sequence) {
    int from = sequence.indexOf('"');
    if (from != 1) {
      return 0;
    }
    return Long.parseLong(sequence, from + 1, sequence.indexOf('"', from + 1), 10);
  }

  @Override
  public long committedAt(SourceBlock source) {
    return source.micros();
  }

  @Override
  public SourceBlock block() {
    return new SourceBlock(true);
  }

  @Override
  public boolean fullImages() {
    return false;
  }
}
