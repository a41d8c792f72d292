package dev.crossfade.gateway;

import dev.crossfade.core.traffic.GatewaySettings.Address;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;

/** A stack that does with its connections what no well-kept library would do; each has a thread. */
final class RawStack implements AutoCloseable {

  private final ServerSocket server;
  private final Serving serving;

  /** Serves a connection, which is closed then. */
  @FunctionalInterface
  interface Serving {
    void serve(Socket socket) throws IOException, InterruptedException;
  }

  RawStack(Serving serving) throws IOException {
    this.serving = serving;
    this.server = new ServerSocket(0);
    inBackground(this::accept);
  }

  private static void inBackground(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        inBackground(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      serving.serve(socket);
    } catch (IOException | InterruptedException e) {
      // the other end is gone
    }
  }

  /** The head of a request, or what there is of it. */
  static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        break;
      }
      head.append((char) c);
    }
    return head.toString();
  }

  Address address() {
    return new Address("127.0.0.1", server.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
