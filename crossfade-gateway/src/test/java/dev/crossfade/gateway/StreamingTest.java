package dev.crossfade.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bodies flow through, larger than any memory, and at the pace of the slower end. */
class StreamingTest {

  private static final long LARGE = 256L << 20;

  /** Sends, or takes, a large body. */
  private static final class Torrent implements AutoCloseable {
    final AtomicLong moved = new AtomicLong();
    final RawStack stack = new RawStack(this::serve);

    Torrent() throws IOException {}

    private void serve(Socket socket) throws IOException {
      InputStream in = socket.getInputStream();
      String head = RawStack.head(in);
      OutputStream out = socket.getOutputStream();
      if (head.startsWith("POST")) {
        moved.addAndGet(in.readNBytes(0).length);
        byte[] part = new byte[64 * 1024];
        long left = LARGE;
        while (left > 0) {
          int count = in.read(part, 0, (int) Math.min(part.length, left));
          left -= count;
          moved.addAndGet(count);
        }
        out.write(
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII));
      } else {
        out.write(
            ("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        byte[] part = new byte[64 * 1024];
        for (long sent = 0; sent < LARGE; sent += part.length) {
          out.write(part);
          moved.addAndGet(part.length);
        }
      }
      out.flush();
      in.read();
    }

    @Override
    public void close() throws IOException {
      stack.close();
    }
  }

  @Test
  @Timeout(60)
  void a_large_body_passes_both_ways_and_waits_for_a_slow_end(@TempDir Path folder)
      throws Exception {
    try (Rig rig = new Rig(folder);
        Torrent torrent = new Torrent()) {
      rig.legacyAddress = torrent.stack.address();
      Gateway gateway = rig.start();
      try (Socket socket = new Socket("127.0.0.1", gateway.ports().get(0))) {
        socket
            .getOutputStream()
            .write("GET /large HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        RawStack.head(in);
        ForwardingTest.sleep(700);
        assertThat(torrent.moved.get())
            .as("read ahead of a client that reads nothing")
            .isLessThan(32L << 20);
        long got = 0;
        byte[] part = new byte[64 * 1024];
        while (got < LARGE) {
          got += in.read(part);
        }
        assertThat(got).isEqualTo(LARGE);
      }
      long before = torrent.moved.get();
      try (Socket socket = new Socket("127.0.0.1", gateway.ports().get(0))) {
        OutputStream out = socket.getOutputStream();
        out.write(
            ("POST /large HTTP/1.1\r\nHost: a\r\nContent-Length: " + LARGE + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        byte[] part = new byte[64 * 1024];
        for (long sent = 0; sent < LARGE; sent += part.length) {
          out.write(part);
        }
        assertThat(RawStack.head(socket.getInputStream())).startsWith("HTTP/1.1 200");
      }
      assertThat(torrent.moved.get() - before).isEqualTo(LARGE);
    }
  }
}
