package dev.crossfade.oracle.journal;

import dev.crossfade.oracle.Uninterrupted;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * The append-only file of a workload. A line is handed to the operating system before {@link
 * #append} returns, so it outlives a killed process; lines are forced to disk in groups by a thread
 * of their own, so writers never wait for the disk. Thread-safe.
 */
public final class Journal implements Closeable {

  private static final long FORCE_EVERY_NANOS = 50_000_000;
  private final FileChannel channel;
  private final Thread forcer;
  private final AtomicBoolean dirty = new AtomicBoolean();
  private volatile boolean open = true;

  private Journal(FileChannel channel) {
    this.channel = channel;
    this.forcer = new Thread(this::force, "journal-force");
    forcer.setDaemon(true);
    forcer.start();
  }

  /** Opens a journal for more lines; a line torn by a kill is cut off first. */
  public static Journal open(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    channel.truncate(wholeLines(channel));
    channel.position(channel.size());
    return new Journal(channel);
  }

  /** Appends one line. */
  public void append(Entry entry) {
    ByteBuffer bytes = ByteBuffer.wrap(entry.line().getBytes(StandardCharsets.UTF_8));
    try {
      synchronized (channel) {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    dirty.set(true);
  }

  /** All lines are on disk when this returns. Idempotent. */
  @Override
  public void close() throws IOException {
    open = false;
    LockSupport.unpark(forcer);
    Uninterrupted.join(forcer);
    Uninterrupted.act(this::finish);
  }

  private void finish() throws IOException {
    if (channel.isOpen()) {
      channel.force(true);
      channel.close();
    }
  }

  private void force() {
    while (open) {
      LockSupport.parkNanos(FORCE_EVERY_NANOS);
      if (open && dirty.getAndSet(false)) {
        try {
          channel.force(false);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static long wholeLines(FileChannel channel) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    long size = channel.size();
    while (size > 0) {
      one.clear();
      channel.read(one, size - 1);
      if (one.get(0) == '\n') {
        return size;
      }
      size--;
    }
    return 0;
  }
}
