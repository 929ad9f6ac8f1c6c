// A real provider of sign-ins (oidc-provider, certified by the OpenID Foundation) for the test beside this file.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const [folder, back, email] = process.argv.slice(2)
const path = createRequire(`${folder}/`).resolve('oidc-provider')
const { default: Provider } = await import(pathToFileURL(path).href)

const provider = new Provider('http://127.0.0.1:0', {
  clients: [{ client_id: 'kohtaamo', client_secret: 'salainen sana', redirect_uris: [back], grant_types: ['authorization_code'], response_types: ['code'] }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  pkce: { required: () => true },
  cookies: { keys: ['of a test'] },
  findAccount: (context, id) => ({ accountId: id, claims: () => ({ sub: id, email, email_verified: true, name: 'Noora Kivelä' }) }),
})
const server = provider.listen(0, '127.0.0.1', () => {
  const url = `http://127.0.0.1:${server.address().port}`
  Object.defineProperty(provider, 'issuer', { value: url })
  console.log(url)
})
