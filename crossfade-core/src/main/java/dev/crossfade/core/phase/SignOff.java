package dev.crossfade.core.phase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A request that people agree to something, and who did.
 *
 * @param id tells requests apart
 * @param gate the phase behind the gate that it opens
 * @param requester account of who asked for it; he cannot sign it
 * @param basis hash of what it is about; empty once that counts no more
 * @param until when it is void
 * @param signers accounts of those who agreed
 */
public record SignOff(
    String id, Phase gate, String requester, String basis, Instant until, List<String> signers) {

  public SignOff {
    signers = List.copyOf(signers);
  }

  /** Whatever it was about counts no more, and never will again: no hash is empty. */
  SignOff voided() {
    return new SignOff(id, gate, requester, "", until, signers);
  }

  SignOff signed(String account) {
    List<String> more = new ArrayList<>(signers);
    more.add(account);
    return new SignOff(id, gate, requester, basis, until, more);
  }
}
