#include <gmock/gmock.h>

#include "io/console/api_for_tests.hpp"

namespace portero::console {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

using CertificateApiTest = ApiTest;

TEST_F(CertificateApiTest, TellsTakesAndTakesBack) {
  sign_in();
  reply = control::CertificateTold{false,        {"door.example.org"}, "Root",
                                   "2026-11-28", "2027-11-28",         "AB:CD"};
  EXPECT_THAT(ask("GET /api/v1/certificate"),
              HasSubstr(R"({"certificate":{"self_made":false,"names":["door.example.org"],)"
                        R"("issuer":"Root","from":"2026-11-28","until":"2027-11-28",)"
                        R"("fingerprint":"AB:CD"}})"));
  EXPECT_EQ(asked.back(), (control::Request{control::AskCertificate{}}));
  ask("PUT /api/v1/certificate", R"({"certificate":"a\n","key":"b\n"})");
  EXPECT_EQ(asked.back(), (control::Request{control::UseCertificate{"a\n", "b\n"}}));
  ask("DELETE /api/v1/certificate");
  EXPECT_EQ(asked.back(), (control::Request{control::UseOwnCertificate{}}));
}

TEST_F(CertificateApiTest, SaysWhichFieldIsWrong) {
  sign_in();
  EXPECT_THAT(ask("PUT /api/v1/certificate", R"({"certificate":"a"})"),
              StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(asked, testing::IsEmpty());
  reply = control::Refused{"wrong_certificate", "No.", {{"key", "It is another's."}}};
  const std::string told = ask("PUT /api/v1/certificate", R"({"certificate":"a","key":"b"})");
  EXPECT_THAT(told, StartsWith("HTTP/1.1 422 "));
  EXPECT_THAT(told, HasSubstr(R"("errors":[{"field":"key","detail":"It is another's."}])"));
}

}  // namespace
}  // namespace portero::console
