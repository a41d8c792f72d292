package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A body of 1 GiB passes a gateway with a heap of 48 MiB, in both directions. */
@Tag("long")
class GatewayLargeBodyTest {

  private static final long LARGE = 1L << 30;
  private static final byte[] PART = new byte[64 * 1024];

  /** A stack that takes and sends as much as there is. */
  private static final class Torrent implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0);

    Torrent() throws IOException {
      Thread thread = new Thread(this::serve);
      thread.setDaemon(true);
      thread.start();
    }

    private void serve() {
      try {
        while (true) {
          Socket socket = server.accept();
          Thread thread = new Thread(() -> serve(socket));
          thread.setDaemon(true);
          thread.start();
        }
      } catch (IOException e) {
        // closed
      }
    }

    private static void serve(Socket socket) {
      try (socket) {
        boolean takes = head(socket.getInputStream()).startsWith("POST");
        if (takes) {
          take(socket.getInputStream());
        }
        OutputStream out = socket.getOutputStream();
        out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: " + (takes ? 0 : LARGE) + "\r\n\r\n"));
        for (long sent = 0; !takes && sent < LARGE; sent += PART.length) {
          out.write(PART);
        }
        out.flush();
        socket.getInputStream().read();
      } catch (IOException e) {
        // the gateway is gone
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int c = in.read(); c >= 0 && head.indexOf("\r\n\r\n") < 0; c = in.read()) {
      head.append((char) c);
      if (head.indexOf("\r\n\r\n") >= 0) {
        break;
      }
    }
    return head.toString();
  }

  private static long take(InputStream in) throws IOException {
    byte[] part = new byte[PART.length];
    long taken = 0;
    while (taken < LARGE) {
      int count = in.read(part, 0, (int) Math.min(part.length, LARGE - taken));
      if (count < 0) {
        break;
      }
      taken += count;
    }
    return taken;
  }

  @Test
  void both_ways(@TempDir Path folder) throws Exception {
    try (Torrent torrent = new Torrent();
        ServerSocket chosen = new ServerSocket(0)) {
      int port = chosen.getLocalPort();
      chosen.close();
      Crossfade gateway = start(folder, port, torrent.server.getLocalPort());
      try {
        try (Socket socket = new Socket("127.0.0.1", port)) {
          socket.getOutputStream().write(ascii("GET /large HTTP/1.1\r\nHost: a\r\n\r\n"));
          assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 200");
          assertThat(take(socket.getInputStream())).isEqualTo(LARGE);
        }
        try (Socket socket = new Socket("127.0.0.1", port)) {
          OutputStream out = socket.getOutputStream();
          out.write(
              ascii("POST /large HTTP/1.1\r\nHost: a\r\nContent-Length: " + LARGE + "\r\n\r\n"));
          for (long sent = 0; sent < LARGE; sent += PART.length) {
            out.write(PART);
          }
          assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 200");
        }
        assertThat(gateway.alive()).as(gateway.output()).isTrue();
      } finally {
        gateway.kill();
      }
    }
  }

  private static Crossfade start(Path folder, int port, int stack) throws Exception {
    String key =
        Crossfade.now(Map.of(), "route", "key", "--key", folder.resolve("key").toString())
            .ok()
            .out()
            .strip();
    Path config = folder.resolve("gateway.yaml");
    Files.writeString(
        config,
        """
        apiVersion: crossfade.dev/v1
        kind: Gateway
        name: large
        listeners: [{address: 127.0.0.1:%d}]
        admin: 127.0.0.1:0
        stacks: {legacy: {addresses: [127.0.0.1:%d]}, new: {addresses: [127.0.0.1:%d]}}
        record: {keys: [%s]}
        routes: [{name: all, prefix: /}]
        """
            .formatted(port, stack, stack, key));
    Crossfade.now(
            Map.of(),
            "route",
            "init",
            "--key",
            folder.resolve("key").toString(),
            "--config",
            config.toString(),
            "--record",
            folder.resolve("record").toString())
        .ok();
    Crossfade gateway =
        Crossfade.start(
            48,
            folder.resolve("out"),
            Map.of(),
            "gateway",
            "--config",
            config.toString(),
            "--record",
            folder.resolve("record").toString(),
            "--data",
            folder.resolve("data").toString());
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> gateway.output().contains("takes requests") || !gateway.alive());
    assertThat(gateway.alive()).as(gateway.output()).isTrue();
    return gateway;
  }
}
