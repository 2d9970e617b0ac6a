package io.streambook.orderservice.access;

import java.util.Set;

/**
 * A key as its owner uses it: for one account.
 *
 * @param id public; sent with each request
 * @param secret signs requests and is never sent
 */
public record ApiKey(String id, String account, Set<Permission> permissions, String secret) {

  /** The secret must not get into a log. */
  @Override
  public String toString() {
    return "ApiKey[" + id + ", account=" + account + ", permissions=" + permissions + "]";
  }
}
