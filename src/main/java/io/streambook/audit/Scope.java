package io.streambook.audit;

/** What a record of limits bounds. */
enum Scope {
  /** The account that has its name. */
  ACCOUNT {
    @Override
    String of(String account) {
      return account;
    }
  },

  /** All accounts of the firm that has its name, together. */
  FIRM {
    @Override
    String of(String account) {
      int slash = account.indexOf('/');
      return slash < 0 ? account : account.substring(0, slash);
    }
  };

  /** The name of the record that bounds this account so. */
  abstract String of(String account);
}
