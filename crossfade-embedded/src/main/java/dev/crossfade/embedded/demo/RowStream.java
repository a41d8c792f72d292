package dev.crossfade.embedded.demo;

import java.io.InputStream;
import java.util.function.LongConsumer;

/** A table's rows as a stream of text, made while it is read; reports rows made since last time. */
final class RowStream extends InputStream {

  private static final int BLOCK = 1 << 16;
  private final TableRows rows;
  private final LongConsumer progress;
  private final RowText text = new RowText();
  private long next;
  private int position;

  RowStream(TableRows rows, LongConsumer progress) {
    this.rows = rows;
    this.progress = progress;
  }

  @Override
  public int read() {
    return fill() ? text.buffer()[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (!fill()) {
      return -1;
    }
    int part = Math.min(length, text.size() - position);
    System.arraycopy(text.buffer(), position, target, offset, part);
    position += part;
    return part;
  }

  private boolean fill() {
    if (position < text.size()) {
      return true;
    }
    text.clear();
    position = 0;
    long first = next;
    while (next < rows.count() && text.size() < BLOCK) {
      rows.write(next++, text);
    }
    if (next > first) {
      progress.accept(next - first);
    }
    return text.size() > 0;
  }
}
