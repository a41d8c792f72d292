package dev.crossfade.server.shadow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads the lines that a log has gained. What is longer than a line may be is cut. */
final class LogTail {

  /** Bytes that are read of a file at a time; the next time goes on from there. */
  static final int MOST = 16 << 20;

  /** Bytes of a file that are read when it is seen first. */
  static final int FIRST = 4 << 20;

  private static final int LONGEST_LINE = 64 << 10;

  private LogTail() {}

  /**
   * Reads whole lines.
   *
   * @param from where it was left; negative for a file that was never seen
   * @return where it is left now, behind the last whole line
   */
  static long read(Path file, long from, Consumer<String> line) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      long size = channel.size();
      boolean truncated = from > size;
      long start = from < 0 ? Math.max(0, size - FIRST) : truncated ? 0 : from;
      channel.position(start);
      return new Lines(line, from < 0 && start > 0).read(channel, start);
    }
  }

  /** Cuts bytes into lines. */
  private static final class Lines {
    private final Consumer<String> line;
    private final byte[] kept = new byte[LONGEST_LINE];
    private int length;
    private boolean skip;

    Lines(Consumer<String> line, boolean skip) {
      this.line = line;
      this.skip = skip;
    }

    long read(SeekableByteChannel channel, long start) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocate(LONGEST_LINE);
      long at = start;
      long whole = start;
      while (at - start < MOST && channel.read(buffer.clear()) > 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          byte next = buffer.get();
          at++;
          if (next == '\n') {
            end();
            whole = at;
          } else if (length < LONGEST_LINE) {
            kept[length++] = next;
          }
        }
      }
      return at - whole >= LONGEST_LINE ? at : whole;
    }

    private void end() {
      int end = length > 0 && kept[length - 1] == '\r' ? length - 1 : length;
      if (!skip) {
        line.accept(new String(kept, 0, end, StandardCharsets.UTF_8));
      }
      skip = false;
      length = 0;
    }
  }
}
