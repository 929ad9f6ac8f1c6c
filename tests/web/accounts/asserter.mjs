// A real SAML provider (samlify) for the tests beside this file: prints its address; told of us by POST /us with our metadata, and in ?encrypts= by which algorithm to encrypt to us; ?signed=1 signs the answer too.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'

const [folder, email, keyFile, certificateFile, host] = process.argv.slice(2)
const { IdentityProvider, ServiceProvider, setSchemaValidator, SamlLib, Constants } = createRequire(`${folder}/`)('samlify')
setSchemaValidator({ validate: async () => 'read by the tests' })

const url = () => `http://${host}:${server.address().port}`
let provider, us

function begin(encrypts) {
  const statement = '<saml:AuthnStatement AuthnInstant="{IssueInstant}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>'
  provider = IdentityProvider({
    entityID: `${url()}/metadata`, privateKey: readFileSync(keyFile), signingCert: readFileSync(certificateFile), wantAuthnRequestsSigned: true,
    isAssertionEncrypted: Boolean(encrypts), dataEncryptionAlgorithm: encrypts ?? undefined,
    nameIDFormat: ['urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'],
    singleSignOnService: [{ Binding: Constants.namespace.binding.redirect, Location: `${url()}/sign-in` }],
    loginResponseTemplate: {
      context: SamlLib.defaultLoginResponseTemplate.context.replace('{AuthnStatement}', statement),
      attributes: [{ name: 'mail', valueTag: 'mail', nameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic', valueXsiType: 'xs:string' }],
    },
  })
}

function filled(request) {
  const soon = new Date(Date.now() + 300_000).toISOString(), at = new Date().toISOString(), back = us.entityMeta.getAssertionConsumerService('post')
  const words = {
    ID: '_answer', AssertionID: `_${crypto.randomUUID()}`, Destination: back, SubjectRecipient: back, Audience: us.entityMeta.getEntityID(),
    Issuer: provider.entityMeta.getEntityID(), IssueInstant: at, StatusCode: Constants.StatusCode.Success, ConditionsNotBefore: at,
    ConditionsNotOnOrAfter: soon, SubjectConfirmationDataNotOnOrAfter: soon, InResponseTo: request.id,
    NameIDFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent', NameID: 'noora', attrMail: email,
  }
  return (template) => ({ id: words.ID, context: SamlLib.replaceTagsByValue(template, words) })
}

async function signIn(asked) {
  const query = Object.fromEntries(asked.searchParams)
  const octetString = asked.search.slice(1).split('&Signature=')[0]
  const { extract } = await provider.parseLoginRequest(us, 'redirect', { query, octetString })
  const answer = await provider.createLoginResponse(us, { extract }, 'post', { email }, filled(extract.request), true)
  return `<!doctype html><title>Talon tunnus</title><form method="post" action="${answer.entityEndpoint}"><input type="hidden" name="SAMLResponse" value="${answer.context}"><input type="hidden" name="RelayState" value="${query.RelayState}"><button>Jatka</button></form>`
}

const server = createServer(async (request, response) => {
  const asked = new URL(request.url, url())
  const said = (status, type, body) => response.writeHead(status, { 'Content-Type': type }).end(body)
  try {
    if (request.method === 'POST') {
      let body = ''
      for await (const part of request) body += part
      us = ServiceProvider({ metadata: body, wantMessageSigned: asked.searchParams.has('signed') })
      begin(asked.searchParams.get('encrypts'))
      said(200, 'text/plain', 'known')
    } else if (asked.pathname === '/metadata') said(200, 'application/samlmetadata+xml', provider.getMetadata())
    else said(200, 'text/html; charset=utf-8', await signIn(asked))
  } catch (problem) {
    said(400, 'text/plain', String(problem))
  }
})
server.listen(0, '127.0.0.1', () => {
  begin()
  console.log(url())
})
