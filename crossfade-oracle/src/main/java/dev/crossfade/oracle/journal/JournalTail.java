package dev.crossfade.oracle.journal;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal, also one that another process is still writing. A last line without end is left
 * for later. Not thread-safe.
 */
public final class JournalTail implements Closeable {

  private final Path file;
  private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
  private @Nullable FileChannel channel;

  public JournalTail(Path file) {
    this.file = file;
  }

  /** All lines of a journal that is no longer written. */
  public static List<Entry> read(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (JournalTail tail = new JournalTail(file)) {
      tail.drain(entries::add);
    }
    return entries;
  }

  /** Hands over the lines added since the last call; a file that does not exist yet is empty. */
  public void drain(Consumer<Entry> consumer) throws IOException {
    FileChannel from = channel();
    if (from == null) {
      return;
    }
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    while (from.read(buffer.clear()) > 0) {
      lines(buffer.flip(), consumer);
    }
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  private void lines(ByteBuffer buffer, Consumer<Entry> consumer) {
    while (buffer.hasRemaining()) {
      byte b = buffer.get();
      if (b != '\n') {
        rest.write(b);
        continue;
      }
      consumer.accept(Entry.parse(rest.toString(StandardCharsets.UTF_8)));
      rest.reset();
    }
  }

  private @Nullable FileChannel channel() throws IOException {
    if (channel == null && Files.exists(file)) {
      channel = FileChannel.open(file);
    }
    return channel;
  }
}
