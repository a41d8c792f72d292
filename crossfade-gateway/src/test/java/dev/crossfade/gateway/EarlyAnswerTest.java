package dev.crossfade.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.core.traffic.GatewaySettings.Address;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stack may answer before it has all of a request. */
class EarlyAnswerTest {

  private static final long LARGE = 64L << 20;
  private static final String TOO_LARGE =
      "HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nbig";

  /** Reads the heads of requests only, and answers when it is told to. */
  private static final class Impatient implements AutoCloseable {
    final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final RawStack stack = new RawStack(this::serve);

    Impatient() throws IOException {}

    private void serve(Socket socket) throws IOException, InterruptedException {
      RawStack.head(socket.getInputStream());
      told.await();
      socket.getOutputStream().write(TOO_LARGE.getBytes(US_ASCII));
      over.await();
    }

    Address address() {
      return stack.address();
    }

    @Override
    public void close() throws IOException {
      over.countDown();
      stack.close();
    }
  }

  /** Sends a large body, all of it before it looks for an answer. */
  private static void send(Socket socket, AtomicLong sent) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /w HTTP/1.1\r\nHost: a\r\nContent-Length: " + LARGE + "\r\n\r\n")
              .getBytes(US_ASCII));
      byte[] part = new byte[64 * 1024];
      while (sent.get() < LARGE) {
        out.write(part);
        sent.addAndGet(part.length);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Timeout(60)
  void a_client_that_sends_all_of_a_body_first_gets_the_answer_and_may_ask_again(
      @TempDir Path folder) throws Exception {
    try (Rig rig = new Rig(folder);
        Impatient stack = new Impatient()) {
      rig.legacyAddress = stack.address();
      Gateway gateway = rig.start();
      try (Socket socket = new Socket("127.0.0.1", gateway.ports().get(0))) {
        AtomicLong sent = new AtomicLong();
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(socket, sent));
        await().pollInterval(Duration.ofMillis(300)).until(sent::get, new Unmoved()::since);
        assertThat(sending).as("held up by a stack that reads nothing").isNotDone();

        stack.told.countDown();

        sending.get(20, TimeUnit.SECONDS);
        socket.setSoTimeout(20_000);
        InputStream in = socket.getInputStream();
        assertThat(RawStack.head(in)).startsWith("HTTP/1.1 413 ");
        assertThat(new String(in.readNBytes(3), US_ASCII)).isEqualTo("big");
        socket.getOutputStream().write("GET /r HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
        assertThat(RawStack.head(in)).startsWith("HTTP/1.1 413 ");
      }
    }
  }

  /** Whether a number, which is above zero, was the same when it was looked at before. */
  private static final class Unmoved {
    private long before;

    boolean since(long now) {
      boolean same = now > 0 && now == before;
      before = now;
      return same;
    }
  }

  /** Who sends a byte now and then is never silent for long. */
  @Test
  @Timeout(60)
  void a_client_that_does_not_get_done_with_a_body_that_nobody_wants_is_cut_off(
      @TempDir Path folder) throws Exception {
    ScheduledExecutorService trickle = Executors.newSingleThreadScheduledExecutor();
    try (Rig rig = new Rig(folder);
        Impatient stack = new Impatient()) {
      rig.legacyAddress = stack.address();
      stack.told.countDown();
      Gateway gateway = rig.start();
      try (Socket socket = new Socket("127.0.0.1", gateway.ports().get(0))) {
        OutputStream out = socket.getOutputStream();
        String head = "POST /w HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n";
        out.write(head.getBytes(US_ASCII));
        trickle.scheduleAtFixedRate(() -> one(out), 0, 100, TimeUnit.MILLISECONDS);
        InputStream in = socket.getInputStream();
        assertThat(RawStack.head(in)).startsWith("HTTP/1.1 413 ");
        in.readNBytes(3);

        socket.setSoTimeout(20_000);
        assertThat(ended(in)).as("the end of the connection").isTrue();
      }
    } finally {
      trickle.shutdownNow();
    }
  }

  private static void one(OutputStream out) {
    try {
      out.write('x');
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether nothing more comes; false when nobody said so for long. */
  private static boolean ended(InputStream in) throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    }
  }
}
