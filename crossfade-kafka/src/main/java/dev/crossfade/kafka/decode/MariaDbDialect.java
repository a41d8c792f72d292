package dev.crossfade.kafka.decode;

/** MariaDB: a transaction's id is its GTID; rows carry the file and where the transaction began. */
record MariaDbDialect() implements LogDialect {

  @Override
  public String transaction(String id) {
    return id;
  }

  @Override
  public long commit(String endId) {
    return 0;
  }

  @Override
  public LogRecord.Place place(SourceBlock source, long number) {
    String file = source.file();
    long fileNumber = Long.parseLong(file, file.lastIndexOf('.') + 1, file.length(), 10);
    return new LogRecord.Place(fileNumber, source.pos(), source.row());
  }

  @Override
  public long committedAt(SourceBlock source) {
    return source.millis() * 1000;
  }

  @Override
  public SourceBlock block() {
    return new SourceBlock(false);
  }

  @Override
  public boolean fullImages() {
    return true;
  }
}
