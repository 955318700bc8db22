#pragma once

#include <memory>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace portero::net {

// Owns an object of OpenSSL.
template <class T, void (*release)(T*)>
struct Releaser {
  void operator()(T* object) const { release(object); }
};
template <class T, void (*release)(T*)>
using Owned = std::unique_ptr<T, Releaser<T, release>>;

inline void release_bio(BIO* bio) { BIO_free(bio); }
inline void release_text(char* text) { OPENSSL_free(text); }

using OwnedBio = Owned<BIO, release_bio>;
using OwnedCertificate = Owned<X509, X509_free>;
using OwnedKey = Owned<EVP_PKEY, EVP_PKEY_free>;
using OwnedNames = Owned<GENERAL_NAMES, GENERAL_NAMES_free>;
using OwnedSsl = Owned<SSL, SSL_free>;
using OwnedSslContext = Owned<SSL_CTX, SSL_CTX_free>;
using OwnedText = Owned<char, release_text>;

}  // namespace portero::net
